use construct_lib::cfn::dynamodb::{CfnTableProps, table};

fn main() {
    let stream = table::StreamSpecification::new(table::StreamViewType::KEYS_ONLY);
    CfnTableProps::patch().sse_specification(stream);
}
