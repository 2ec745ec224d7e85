//! The CDK as a judge: the same program in both, compared resource by resource.

mod apis;
mod applicationautoscaling;
mod apps;
mod cloudwatch;
mod compare;
mod deployments;
mod documents;
mod functions;
mod global_table;
mod grants;
mod http_api;
mod http_parts;
mod kms;
mod openapi;
mod permissions_boundaries;
mod principals;
mod rest_api;
mod rest_domain;
mod rest_front;
mod rest_methods;
mod rest_stage;
mod roles;
mod table_differences;
mod table_parts;
mod tables;
mod websocket_api;

pub(crate) use compare::{differences, vectors};
