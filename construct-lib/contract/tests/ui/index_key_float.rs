use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-score", partition_key = "score"))]
struct User {
    #[table(partition_key)]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

fn main() {}
