//! What runs the code of a function.

use construct_core::{Expr, Key, Value};

macro_rules! runtimes {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
        /// What runs the code of a function.
        ///
        /// Synthesis warns of one whose support AWS has ended
        /// (`runtime-deprecated`), with the day and what takes its place.
        ///
        /// See AWS on [runtimes](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).
        ///
        /// ```
        /// use construct_lib::lambda::{Runtime, RuntimeFamily};
        ///
        /// assert_eq!(Runtime::ProvidedAl2023.name(), "provided.al2023");
        /// assert_eq!(Runtime::Other("python3.16".into()).family(), RuntimeFamily::Python);
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Runtime {
            $(
                #[doc = concat!("`", $id, "`.")]
                $(#[$doc])*
                $name,
            )*
            /// Any other, by its identifier.
            Other(Key),
        }

        impl Runtime {
            /// All that have a name here.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its identifier, as Lambda knows it.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$name => $id,)*
                    Self::Other(name) => name,
                }
            }
        }
    };
}

runtimes! {
    /// A binary that brings its own runtime, as Rust does, on Amazon Linux 2023.
    ProvidedAl2023 = "provided.al2023";
    NodeJs26 = "nodejs26.x";
    NodeJs24 = "nodejs24.x";
    NodeJs22 = "nodejs22.x";
    Python315 = "python3.15";
    Python314 = "python3.14";
    Python313 = "python3.13";
    Python312 = "python3.12";
    Python311 = "python3.11";
    Python310 = "python3.10";
    Java25 = "java25";
    Java21 = "java21";
    Java17Al2023 = "java17.al2023";
    Java17 = "java17";
    Java11Al2023 = "java11.al2023";
    Java11 = "java11";
    Java8Al2023 = "java8.al2023";
    Java8Al2 = "java8.al2";
    DotNet10 = "dotnet10";
    DotNet8 = "dotnet8";
    Ruby40 = "ruby4.0";
    Ruby34 = "ruby3.4";
    Ruby33 = "ruby3.3";
    /// A binary that brings its own runtime, on Amazon Linux 2. Its support has ended.
    ProvidedAl2 = "provided.al2";
    /// A binary that brings its own runtime, on Amazon Linux. Its support has ended.
    Provided = "provided";
    /// Its support has ended.
    NodeJs20 = "nodejs20.x";
    /// Its support has ended.
    NodeJs18 = "nodejs18.x";
    /// Its support has ended.
    NodeJs16 = "nodejs16.x";
    /// Its support has ended.
    NodeJs14 = "nodejs14.x";
    /// Its support has ended.
    NodeJs12 = "nodejs12.x";
    /// Its support has ended.
    NodeJs10 = "nodejs10.x";
    /// Its support has ended.
    NodeJs810 = "nodejs8.10";
    /// Its support has ended.
    NodeJs610 = "nodejs6.10";
    /// Its support has ended.
    NodeJs43 = "nodejs4.3";
    /// Its support has ended.
    NodeJs43Edge = "nodejs4.3-edge";
    /// Its support has ended.
    NodeJs = "nodejs";
    /// Its support has ended.
    Python39 = "python3.9";
    /// Its support has ended.
    Python38 = "python3.8";
    /// Its support has ended.
    Python37 = "python3.7";
    /// Its support has ended.
    Python36 = "python3.6";
    /// Its support has ended.
    Python27 = "python2.7";
    /// Its support has ended.
    Java8 = "java8";
    /// Its support has ended.
    DotNet6 = "dotnet6";
    /// Its support has ended.
    DotNetCore31 = "dotnetcore3.1";
    /// Its support has ended.
    DotNetCore21 = "dotnetcore2.1";
    /// Its support has ended.
    DotNetCore20 = "dotnetcore2.0";
    /// Its support has ended.
    DotNetCore10 = "dotnetcore1.0";
    /// Its support has ended; Go takes `provided.al2023`.
    Go1 = "go1.x";
    /// Its support has ended.
    Ruby32 = "ruby3.2";
    /// Its support has ended.
    Ruby27 = "ruby2.7";
    /// Its support has ended.
    Ruby25 = "ruby2.5";
}

/// What runtimes have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeFamily {
    /// Binaries with a runtime of their own.
    Custom,
    /// .NET.
    DotNet,
    /// Go.
    Go,
    /// Java.
    Java,
    /// Node.js.
    NodeJs,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// One that this version does not know.
    Unknown,
}

impl Runtime {
    /// What it is a version of.
    #[must_use]
    pub fn family(&self) -> RuntimeFamily {
        const FAMILIES: &[(&str, RuntimeFamily)] = &[
            ("provided", RuntimeFamily::Custom),
            ("dotnet", RuntimeFamily::DotNet),
            ("go", RuntimeFamily::Go),
            ("java", RuntimeFamily::Java),
            ("nodejs", RuntimeFamily::NodeJs),
            ("python", RuntimeFamily::Python),
            ("ruby", RuntimeFamily::Ruby),
        ];
        let found = FAMILIES.iter().find(|(beginning, _)| self.name().starts_with(beginning));
        found.map_or(RuntimeFamily::Unknown, |(_, family)| *family)
    }

    pub(super) fn to_value<T>(&self) -> Value<T> {
        Value::of(Expr::Str(match self {
            Self::Other(name) => name.clone(),
            known => Key::Owned(known.name().to_owned()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Runtime;

    #[test]
    fn all_runtimes_of_the_schema_have_a_name() {
        let generated = include_str!("../../cfn/src/generated/lambda.rs");
        let (_, after) = generated.split_once("values Runtime {").unwrap();
        let (list, _) = after.split_once('}').unwrap();
        let of_schema: BTreeSet<&str> =
            list.lines().filter_map(|line| line.split('"').nth(1)).collect();
        let ours: BTreeSet<&str> = Runtime::ALL.iter().map(Runtime::name).collect();
        assert_eq!(ours, of_schema);
        assert_eq!(ours.len(), Runtime::ALL.len());
    }
}
