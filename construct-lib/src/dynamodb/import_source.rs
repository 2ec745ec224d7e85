//! Items that a table begins with.

use construct_cfn::dynamodb::table as l1;
use construct_cfn::refs::S3BucketName;
use construct_core::{IntoValue, Value};

use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// How items are written in the objects that are imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputFormat {
    /// JSON with the types of DynamoDB, one item a line.
    DynamoDbJson,
    /// Amazon Ion.
    Ion,
    /// Values between delimiters, all of them texts but for keys.
    Csv {
        /// What stands between values: `,` by default; a tab, `:`, `;`, `|` or a blank.
        delimiter: Option<char>,
        /// The names of the attributes; those of the first line when there are none.
        header_list: Vec<String>,
    },
}

/// How the objects that are imported are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputCompressionType {
    /// By gzip.
    Gzip,
    /// By Zstandard.
    Zstd,
    /// Not at all.
    None,
}

/// Items in a bucket that a table begins with.
///
/// Appears as [`ImportSourceSpecification`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-table-importsourcespecification.html).
/// Only a new table imports: another source replaces it.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, ImportSource, InputFormat, TableProps};
///
/// let orders = ImportSource::new("orders-of-old", InputFormat::DynamoDbJson).key_prefix("2025/");
/// let props = TableProps::new(Attribute::string("id")).import_source(orders);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct ImportSource {
    bucket: Value<S3BucketName>,
    format: InputFormat,
    compression: Option<InputCompressionType>,
    owner: Value<String>,
    prefix: Value<String>,
}

impl ImportSource {
    /// All objects of this bucket, whose items are written so.
    pub fn new(bucket_name: impl IntoValue<S3BucketName>, format: InputFormat) -> Self {
        Self {
            bucket: value(bucket_name),
            format,
            compression: None,
            owner: Value::unset(),
            prefix: Value::unset(),
        }
    }

    /// How the objects are compressed; not at all by default.
    pub fn compression_type(mut self, compression: InputCompressionType) -> Self {
        self.compression = Some(compression);
        self
    }

    /// The account that the bucket belongs to; that of the stack by default.
    pub fn bucket_owner(mut self, account: impl IntoValue<String>) -> Self {
        self.owner = value(account);
        self
    }

    /// Only objects whose key begins so.
    pub fn key_prefix(mut self, prefix: impl IntoValue<String>) -> Self {
        self.prefix = value(prefix);
        self
    }

    pub(super) fn check(&self, node: &Node) {
        let InputFormat::Csv { delimiter: Some(delimiter), .. } = &self.format else {
            return;
        };
        if ![',', '\t', ':', ';', '|', ' '].contains(delimiter) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_IMPORT,
                    format!("values of an import cannot be divided by `{delimiter}`"),
                )
                .help("use a comma, a tab, `:`, `;`, `|` or a blank"),
            );
        }
    }

    pub(super) fn to_cfn(&self) -> l1::ImportSourceSpecification {
        let bucket = l1::S3BucketSource::new(&self.bucket)
            .s3_bucket_owner(&self.owner)
            .s3_key_prefix(&self.prefix);
        let (format, options) = match &self.format {
            InputFormat::DynamoDbJson => ("DYNAMODB_JSON", None),
            InputFormat::Ion => ("ION", None),
            InputFormat::Csv { delimiter, header_list } => {
                let has_options = delimiter.is_some() || !header_list.is_empty();
                ("CSV", has_options.then(|| csv(*delimiter, header_list)))
            }
        };
        let compression = self.compression.map(|compression| match compression {
            InputCompressionType::Gzip => "GZIP",
            InputCompressionType::Zstd => "ZSTD",
            InputCompressionType::None => "NONE",
        });
        l1::ImportSourceSpecification::new(format, bucket)
            .input_compression_type(compression)
            .input_format_options(options)
    }
}

fn csv(delimiter: Option<char>, headers: &[String]) -> l1::InputFormatOptions {
    let headers = headers.iter().map(String::as_str).collect::<Vec<_>>();
    let csv = l1::Csv::new()
        .delimiter(delimiter.map(String::from))
        .header_list((!headers.is_empty()).then_some(headers));
    l1::InputFormatOptions::new().csv(csv)
}
