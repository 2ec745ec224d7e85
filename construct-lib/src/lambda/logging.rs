//! What a function logs, how, and where.

use construct_cfn::lambda::function as l1;
use construct_core::{Node, Value};

use super::props::FunctionProps;
use crate::Diagnostic;
use crate::error::codes;
use crate::logs::{LogGroup, LogGroupProps, RetentionDays};

/// What the log of a function looks like.
///
/// See AWS on [log formats](https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoggingFormat {
    /// One JSON document a line, those of Lambda itself too.
    Json,
    /// Lines of text.
    Text,
}

/// The least severe lines of the code that are kept.
///
/// The code is told by the variable `AWS_LAMBDA_LOG_LEVEL`, and Lambda drops
/// the JSON lines that say they are less severe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationLogLevel {
    /// All.
    Trace,
    /// What helps to find mistakes, and worse.
    Debug,
    /// What usually happens, and worse.
    Info,
    /// What may become a problem, and worse.
    Warn,
    /// What failed, and worse.
    Error,
    /// What ended the code.
    Fatal,
}

/// The least severe lines of Lambda itself that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemLogLevel {
    /// All, with details of each part of a call.
    Debug,
    /// The begin and the end of each call, what it took, and worse.
    Info,
    /// Only what went wrong; reports of calls are left out.
    Warn,
}

/// Where the logs go and what is in them.
#[derive(Debug, Clone)]
pub(super) struct Logging {
    format: Option<LoggingFormat>,
    application: Option<ApplicationLogLevel>,
    system: Option<SystemLogLevel>,
    group: Option<LogGroup>,
    retention: RetentionDays,
}

impl Default for Logging {
    fn default() -> Self {
        Self {
            format: None,
            application: None,
            system: None,
            group: None,
            retention: RetentionDays::OneMonth,
        }
    }
}

impl Logging {
    /// The log group: the one that was given, or one below the function.
    #[track_caller]
    pub(super) fn group(&self, function: &Node) -> LogGroup {
        self.group.clone().unwrap_or_else(|| {
            LogGroup::new(function, "LogGroup", LogGroupProps::new().retention(self.retention))
        })
    }

    fn has_levels(&self) -> bool {
        self.application.is_some() || self.system.is_some()
    }

    pub(super) fn to_cfn(&self, group: &LogGroup) -> l1::LoggingConfig {
        // Levels exist in JSON alone, so whoever sets one wants JSON.
        let format = self.format.or_else(|| self.has_levels().then_some(LoggingFormat::Json));
        l1::LoggingConfig::new()
            .application_log_level(self.application.map(ApplicationLogLevel::to_value))
            .log_format(format.map(LoggingFormat::to_value))
            .log_group(group.log_group_name())
            .system_log_level(self.system.map(SystemLogLevel::to_value))
    }

    pub(super) fn check(&self, node: &Node) {
        if self.has_levels() && self.format == Some(LoggingFormat::Text) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_FUNCTION,
                    "a log level only works with logs in JSON, and the format is text",
                )
                .help("leave `logging_format` out: a log level alone asks for JSON"),
            );
        }
    }
}

impl LoggingFormat {
    fn to_value(self) -> Value<l1::LogFormat> {
        match self {
            Self::Json => l1::LogFormat::JSON,
            Self::Text => l1::LogFormat::TEXT,
        }
    }
}

impl ApplicationLogLevel {
    fn to_value(self) -> Value<l1::ApplicationLogLevel> {
        match self {
            Self::Trace => l1::ApplicationLogLevel::TRACE,
            Self::Debug => l1::ApplicationLogLevel::DEBUG,
            Self::Info => l1::ApplicationLogLevel::INFO,
            Self::Warn => l1::ApplicationLogLevel::WARN,
            Self::Error => l1::ApplicationLogLevel::ERROR,
            Self::Fatal => l1::ApplicationLogLevel::FATAL,
        }
    }
}

impl SystemLogLevel {
    fn to_value(self) -> Value<l1::SystemLogLevel> {
        Value::lit(self.name())
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Debug => "DEBUG",
            Self::Info => "INFO",
            Self::Warn => "WARN",
        }
    }
}

impl<P> FunctionProps<P> {
    /// Where its logs go; a log group of its own by default.
    pub fn log_group(mut self, log_group: &LogGroup) -> Self {
        self.options.logging.group = Some(log_group.clone());
        self
    }

    /// How long the log group of its own keeps events; 30 days by default.
    ///
    /// A log group that is given has a retention already, which stays.
    pub fn log_retention(mut self, retention: RetentionDays) -> Self {
        self.options.logging.retention = retention;
        self
    }

    /// What its log looks like; as Lambda decides, which is text, by default,
    /// and JSON where a log level is set.
    ///
    /// A handler that writes JSON asks for [`LoggingFormat::Json`], so that
    /// Lambda's own lines are JSON too and log levels can be set.
    pub fn logging_format(mut self, format: LoggingFormat) -> Self {
        self.options.logging.format = Some(format);
        self
    }

    /// The least severe lines of the code that are kept, which asks for JSON;
    /// `INFO` and worse by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-function` beside [`LoggingFormat::Text`].
    ///
    /// ```
    /// use construct_lib::lambda::{ApplicationLogLevel, FunctionProps, SystemLogLevel};
    ///
    /// let props = FunctionProps::rust("orders")
    ///     .application_log_level(ApplicationLogLevel::Debug)
    ///     .system_log_level(SystemLogLevel::Warn);
    /// ```
    pub fn application_log_level(mut self, level: ApplicationLogLevel) -> Self {
        self.options.logging.application = Some(level);
        self
    }

    /// The least severe lines of Lambda itself that are kept, which asks for
    /// JSON; `INFO` and worse by default.
    ///
    /// # Errors
    ///
    /// As [`application_log_level`](Self::application_log_level).
    pub fn system_log_level(mut self, level: SystemLogLevel) -> Self {
        self.options.logging.system = Some(level);
        self
    }
}
