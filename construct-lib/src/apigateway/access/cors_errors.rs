//! What browsers may read of the errors that API Gateway answers by itself.

use construct_core::Construct;

use super::{GatewayResponse, ResponseType};
use crate::Diagnostic;
use crate::apigateway::{CorsOptions, RestApi};
use crate::error::codes;

impl RestApi {
    /// Adds the headers by which a page of another origin may read errors that
    /// API Gateway answers by itself.
    ///
    /// They are for all of the API, so one set of options is all that it can have.
    #[track_caller]
    pub(in crate::apigateway) fn add_cors_to_errors(&self, cors: &CorsOptions) {
        match self.set_error_cors(cors) {
            Some(before) if before == *cors => return,
            Some(_) => {
                self.node().report(
                    Diagnostic::error(
                        codes::INVALID_CORS,
                        "two sets of CORS options are for the errors of API Gateway itself, which are for all of the API",
                    )
                    .help("call `CorsOptions::on_errors` for one of them alone"),
                );
                return;
            }
            None => {}
        }
        // An answer that the app defines adds the headers to its own.
        GatewayResponse::for_cors(self, "CorsDefault4xx", ResponseType::Default4xx);
        GatewayResponse::for_cors(self, "CorsDefault5xx", ResponseType::Default5xx);
    }
}
