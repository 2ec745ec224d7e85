//! OpenAPI: documents of APIs, and APIs made of documents.

mod out;
