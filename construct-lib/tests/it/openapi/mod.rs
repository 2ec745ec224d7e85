//! OpenAPI: documents of APIs, and APIs made of documents.

mod http_in;
mod out;
mod read;
mod rest_in;
mod wrong;

pub(crate) use wrong::{wrong_attachments, wrong_documents};
