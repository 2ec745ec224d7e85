//! What one line of a generated table becomes.
//!
//! All services together are some 1,900 resources, 10,000 nested types and 40,000 setters, so each
//! token here is paid for thousands of times. What was measured with `--all-features`: a derived
//! trait on the properties alone is 0.1 GB of the compiler's memory and one second; a setter that
//! calls two methods instead of one function is as much.

/// Defines one resource: its handle, its properties, nested types and enums.
///
/// The table is all that is generated; whatever it means is written here once. Paths go through
/// `$crate::rt`, because nested types may be called `Value`, `List` or `Resource`.
///
/// `new` and the bounds of arguments stand in the table, although they are always the same: the
/// compiler points at where a name or a bound is written, and so at a line of the table instead of
/// into this macro.
macro_rules! cfn {
    (
        resource $handle:ident $props:ident $type_name:literal $page:literal
        tags [$($tag_name:literal $tag_shape:ident)?] stateful $stateful:literal
        $new:ident($($required:ident $required_name:literal: $required_type:ty),* $(,)?)
        { $($setter:ident $setter_name:literal: $setter_type:ty;)* }
        $( gone { $($gone:ident $gone_name:literal: $gone_type:ty;)* } )?
        ref $ref_type:ty;
        attrs { $($attr:ident $attr_name:literal: $attr_type:ty;)* }
        $( gone { $($gone_attr:ident $gone_attr_name:literal: $gone_attr_type:ty;)* } )?
        $( maps { $($map:ident $map_name:literal: $map_type:ty;)* } )?
        $(
            type $nested:ident $nested_page:literal
            $nested_new:ident($($nested_required:ident $nested_required_name:literal: $nested_required_type:ty),* $(,)?)
            { $($nested_setter:ident $nested_setter_name:literal: $nested_setter_type:ty;)* }
            $( gone { $($nested_gone:ident $nested_gone_name:literal: $nested_gone_type:ty;)* } )?
        )*
        $(
            values $enum:ident { $($constant:ident $value:literal;)* }
            $( gone { $($gone_constant:ident $gone_value:literal;)* } )?
        )*
    ) => {
        // A nested type of the same name hides what this brings in.
        #[allow(unused_imports)]
        use $crate::{refs, rt::*};

        static TYPE: $crate::rt::ResourceType = $crate::rt::ResourceType {
            name: $type_name,
            tags: cfn!(@tags $($tag_name $tag_shape)?),
            stateful: $stateful,
        };

        #[doc = concat!("The properties of [`", $type_name, "`](", page!("resource", $page), ").")]
        #[must_use]
        pub struct $props($crate::rt::Props);

        impl $props {
            /// The required properties.
            pub fn $new($($required: $required_type),*) -> Self {
                Self::patch()$(.$required($required))*
            }

            /// No properties, to override some of an existing resource.
            pub const fn patch() -> Self {
                Self($crate::rt::Props::new())
            }

            $(
                #[doc = $setter_name]
                pub fn $setter(self, value: $setter_type) -> Self {
                    Self($crate::rt::set(self.0, $setter_name, value))
                }
            )*

            $($(
                #[doc = $gone_name]
                #[deprecated = "the newest schemas no longer have it"]
                pub fn $gone(self, value: $gone_type) -> Self {
                    Self($crate::rt::set(self.0, $gone_name, value))
                }
            )*)?
        }

        impl $crate::rt::ResourceProps for $props {
            const TYPE: &'static $crate::rt::ResourceType = &TYPE;

            fn into_props(self) -> $crate::rt::Props {
                self.0
            }
        }

        #[doc = concat!("[`", $type_name, "`](", page!("resource", $page), ")")]
        pub struct $handle($crate::rt::CfnResource);

        impl $handle {
            /// The name of the type.
            pub const TYPE: &'static str = $type_name;

            /// Adds one to `scope`.
            #[track_caller]
            pub fn new(scope: &dyn $crate::rt::Construct, id: &str, props: $props) -> Self {
                Self($crate::rt::CfnResource::define(scope, id, &TYPE, props.0))
            }

            /// What `Ref` yields.
            #[must_use]
            pub fn ref_(&self) -> $crate::rt::Value<$ref_type> {
                $crate::rt::Value::of(self.0.ref_expr())
            }

            $(
                #[doc = $attr_name]
                #[must_use]
                pub fn $attr(&self) -> $crate::rt::Value<$attr_type> {
                    $crate::rt::Value::of(self.0.att_expr($attr_name))
                }
            )*

            $($(
                #[doc = $gone_attr_name]
                #[must_use]
                #[deprecated = "the newest schemas no longer have it"]
                pub fn $gone_attr(&self) -> $crate::rt::Value<$gone_attr_type> {
                    $crate::rt::Value::of(self.0.att_expr($gone_attr_name))
                }
            )*)?

            $($(
                #[doc = concat!($map_name, ": the one called `key`")]
                #[must_use]
                pub fn $map(&self, key: &str) -> $crate::rt::Value<$map_type> {
                    $crate::rt::keyed(&self.0, $map_name, key)
                }
            )*)?
        }

        // Written out: deriving them costs a tenth more.
        impl ::std::clone::Clone for $handle {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl ::std::fmt::Debug for $handle {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $crate::rt::TypedResource for $handle {
            const TYPE: &'static str = $type_name;

            fn from_resource(resource: $crate::rt::CfnResource) -> Self {
                Self(resource)
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::rt::Construct for $handle {
            fn node(&self) -> &$crate::rt::Node {
                self.0.node()
            }
        }

        impl ::std::ops::Deref for $handle {
            type Target = $crate::rt::CfnResource;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        $(
            #[doc = concat!("[AWS reference](", page!("properties", $page, $nested_page), ")")]
            #[must_use]
            pub struct $nested($crate::rt::Props);

            impl $nested {
                /// The required properties.
                pub fn $nested_new($($nested_required: $nested_required_type),*) -> Self {
                    Self($crate::rt::Props::new())$(.$nested_required($nested_required))*
                }

                $(
                    #[doc = $nested_setter_name]
                    pub fn $nested_setter(self, value: $nested_setter_type) -> Self {
                        Self($crate::rt::set(self.0, $nested_setter_name, value))
                    }
                )*

                $($(
                    #[doc = $nested_gone_name]
                    #[deprecated = "the newest schemas no longer have it"]
                    pub fn $nested_gone(self, value: $nested_gone_type) -> Self {
                        Self($crate::rt::set(self.0, $nested_gone_name, value))
                    }
                )*)?
            }

            impl $crate::rt::PropertyType for $nested {
                fn into_props(self) -> $crate::rt::Props {
                    self.0
                }
            }
        )*

        $(
            /// Known values; any text is accepted.
            pub enum $enum {}

            impl $crate::rt::Text for $enum {}

            impl $enum {
                $(
                    #[doc = $value]
                    pub const $constant: $crate::rt::Value<Self> = $crate::rt::Value::lit($value);
                )*

                $($(
                    #[doc = $gone_value]
                    #[deprecated = "the newest schemas no longer have it"]
                    pub const $gone_constant: $crate::rt::Value<Self> = $crate::rt::Value::lit($gone_value);
                )*)?
            }
        )*
    };
    (@tags) => {
        ::std::option::Option::None
    };
    (@tags $name:literal $shape:ident) => {
        ::std::option::Option::Some($crate::rt::TagProperty {
            name: $name,
            shape: $crate::rt::TagShape::$shape,
        })
    };
}

/// The address of a page of AWS's reference.
macro_rules! page {
    ($kind:literal $(, $part:literal)+) => {
        concat!(
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-",
            $kind,
            $("-", $part,)+
            ".html"
        )
    };
}

/// Defines the types of references.
macro_rules! markers {
    ($($name:ident $reference:literal;)*) => {
        $(
            #[doc = concat!("`", $reference, "`")]
            #[derive(Debug)]
            pub enum $name {}

            impl $crate::rt::Text for $name {}

            impl $crate::rt::Marker for $name {}
        )*
    };
}
