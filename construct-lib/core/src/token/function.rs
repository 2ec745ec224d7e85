//! CloudFormation's functions by their names.

/// A function, for [`Token::Call`](super::Token::Call).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Intrinsic {
    /// `Ref`.
    Ref,
    /// `Condition`.
    Condition,
    /// `Fn::And`.
    And,
    /// `Fn::Base64`.
    Base64,
    /// `Fn::Cidr`.
    Cidr,
    /// `Fn::Contains`.
    Contains,
    /// `Fn::EachMemberEquals`.
    EachMemberEquals,
    /// `Fn::EachMemberIn`.
    EachMemberIn,
    /// `Fn::Equals`.
    Equals,
    /// `Fn::FindInMap`.
    FindInMap,
    /// `Fn::GetAtt`.
    GetAtt,
    /// `Fn::GetAZs`.
    GetAzs,
    /// `Fn::GetStackOutput`.
    GetStackOutput,
    /// `Fn::If`.
    If,
    /// `Fn::ImportValue`.
    ImportValue,
    /// `Fn::Join`.
    Join,
    /// `Fn::Length`.
    Length,
    /// `Fn::Not`.
    Not,
    /// `Fn::Or`.
    Or,
    /// `Fn::RefAll`.
    RefAll,
    /// `Fn::Select`.
    Select,
    /// `Fn::Split`.
    Split,
    /// `Fn::Sub`.
    Sub,
    /// `Fn::ToJsonString`.
    ToJsonString,
    /// `Fn::ValueOf`.
    ValueOf,
    /// `Fn::ValueOfAll`.
    ValueOfAll,
}

impl Intrinsic {
    /// All of them, sorted by name but for `Ref` and `Condition`.
    ///
    /// `Fn::Transform` and `Fn::ForEach` are not among them: they stand beside
    /// other entries of an object, so they have tokens of their own.
    pub const ALL: [Self; 26] = [
        Self::Ref,
        Self::Condition,
        Self::And,
        Self::Base64,
        Self::Cidr,
        Self::Contains,
        Self::EachMemberEquals,
        Self::EachMemberIn,
        Self::Equals,
        Self::FindInMap,
        Self::GetAtt,
        Self::GetAzs,
        Self::GetStackOutput,
        Self::If,
        Self::ImportValue,
        Self::Join,
        Self::Length,
        Self::Not,
        Self::Or,
        Self::RefAll,
        Self::Select,
        Self::Split,
        Self::Sub,
        Self::ToJsonString,
        Self::ValueOf,
        Self::ValueOfAll,
    ];

    /// The name in the template; without `Fn::` it is the short tag of YAML.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ref => "Ref",
            Self::Condition => "Condition",
            Self::And => "Fn::And",
            Self::Base64 => "Fn::Base64",
            Self::Cidr => "Fn::Cidr",
            Self::Contains => "Fn::Contains",
            Self::EachMemberEquals => "Fn::EachMemberEquals",
            Self::EachMemberIn => "Fn::EachMemberIn",
            Self::Equals => "Fn::Equals",
            Self::FindInMap => "Fn::FindInMap",
            Self::GetAtt => "Fn::GetAtt",
            Self::GetAzs => "Fn::GetAZs",
            Self::GetStackOutput => "Fn::GetStackOutput",
            Self::If => "Fn::If",
            Self::ImportValue => "Fn::ImportValue",
            Self::Join => "Fn::Join",
            Self::Length => "Fn::Length",
            Self::Not => "Fn::Not",
            Self::Or => "Fn::Or",
            Self::RefAll => "Fn::RefAll",
            Self::Select => "Fn::Select",
            Self::Split => "Fn::Split",
            Self::Sub => "Fn::Sub",
            Self::ToJsonString => "Fn::ToJsonString",
            Self::ValueOf => "Fn::ValueOf",
            Self::ValueOfAll => "Fn::ValueOfAll",
        }
    }

    /// The function of this name, when there is one.
    ///
    /// ```
    /// use construct_core::Intrinsic;
    ///
    /// assert_eq!(Intrinsic::parse("Fn::GetAZs"), Some(Intrinsic::GetAzs));
    /// assert_eq!(Intrinsic::parse("Fn::Nothing"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }

    /// Whether only the rules of a template take it.
    pub(crate) const fn is_of_rules(self) -> bool {
        matches!(
            self,
            Self::Contains
                | Self::EachMemberEquals
                | Self::EachMemberIn
                | Self::RefAll
                | Self::ValueOf
                | Self::ValueOfAll
        )
    }
}
