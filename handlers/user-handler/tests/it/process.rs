//! The program itself, against a Lambda and a DynamoDB on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::event;

/// What Lambda sets before it starts a function.
const LAMBDA: [(&str, &str); 4] = [
    ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9"),
    ("AWS_LAMBDA_FUNCTION_NAME", "users"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
];
const TABLE: (&str, &str) = ("USERS", "users-1");
const REGION: (&str, &str) = ("AWS_REGION", "eu-west-1");
const CREDENTIALS: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")];

/// The program with these variables and no others.
fn program(variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_user-handler"));
    command
        .env_clear()
        // The search for credentials ends at once, not at this machine's host.
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .envs(variables.iter().copied())
        .stdin(Stdio::null());
    command
}

fn lines(output: &[u8]) -> Vec<Value> {
    let text = str::from_utf8(output).expect("the log is text");
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("each line is JSON")
}

#[track_caller]
fn check_start_fails(variables: &[(&str, &str)], cause: &str) {
    let Output { status, stdout, stderr } = program(variables).output().expect("the program runs");
    assert_eq!(status.code(), Some(1));
    assert_eq!(str::from_utf8(&stderr), Ok(""));
    let log = lines(&stdout);
    assert_eq!(log.len(), 1, "{log:?}");
    assert_eq!(log[0]["level"], "ERROR");
    assert_eq!(log[0]["message"], "the function cannot start");
    let found = log[0]["cause"].as_str().expect("there is a cause");
    assert!(found.starts_with(cause), "{found}");
}

#[test]
fn fails_to_start_outside_lambda() {
    check_start_fails(
        &[TABLE, REGION, LAMBDA[1]],
        "this program runs in AWS Lambda, which sets `AWS_LAMBDA_RUNTIME_API`, `AWS_LAMBDA_FUNCTION_VERSION`, `AWS_LAMBDA_FUNCTION_MEMORY_SIZE`",
    );
}

#[test]
fn fails_to_start_without_the_stacks_variables() {
    let mut variables = LAMBDA.to_vec();
    variables.push(REGION);
    check_start_fails(
        &variables,
        "`user-handler` cannot use an environment variable\n  `USERS`: not set",
    );
}

#[test]
fn fails_to_start_without_a_region() {
    let mut variables = LAMBDA.to_vec();
    variables.push(TABLE);
    variables.extend(CREDENTIALS);
    check_start_fails(&variables, "no AWS region: `AWS_REGION` is not set");
}

#[test]
fn fails_to_start_without_credentials() {
    let mut variables = LAMBDA.to_vec();
    variables.extend([TABLE, REGION]);
    check_start_fails(&variables, "no AWS credentials: ");
}

/// A request as the stub got it.
#[derive(Debug)]
struct Request {
    /// The method and the path, and for DynamoDB the operation.
    what: String,
    body: Value,
}

/// Lambda's runtime API and DynamoDB at one address. It hands over `events`,
/// then lets the function wait.
fn serve(events: Vec<String>) -> (String, Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address").to_string();
    let (sender, receiver) = mpsc::channel();
    let (queue, events_left) = mpsc::channel();
    for event in events {
        queue.send(event).expect("the queue is open");
    }
    drop(queue);
    let events = std::sync::Arc::new(std::sync::Mutex::new(events_left));
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let (sender, events) = (sender.clone(), events.clone());
            thread::spawn(move || {
                // A connection ends when the program does.
                let _ = answer(connection, &sender, || events.lock().ok()?.recv().ok());
            });
        }
    });
    (address, receiver)
}

fn answer(
    connection: TcpStream,
    sender: &Sender<Request>,
    next: impl Fn() -> Option<String>,
) -> std::io::Result<()> {
    let mut writer = connection.try_clone()?;
    let mut reader = BufReader::new(connection);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let header = |name: &str| {
            let mut fields = head.lines().filter_map(|line| line.split_once(": "));
            let (_, value) = fields.find(|(field, _)| field.eq_ignore_ascii_case(name))?;
            Some(value.to_owned())
        };
        let length = header("content-length").map_or(0, |text| text.parse().unwrap_or(0));
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let line = head.lines().next().unwrap_or_default();
        let what = header("x-amz-target").unwrap_or_else(|| line.replace(" HTTP/1.1", ""));
        let is_next = what.ends_with("/next");
        // The receiver may have seen enough.
        let _ =
            sender.send(Request { what, body: serde_json::from_slice(&body).unwrap_or_default() });
        let content = if is_next {
            match next() {
                Some(event) => event,
                None => return read_to_end(reader),
            }
        } else {
            "{}".to_owned()
        };
        write!(
            writer,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             lambda-runtime-aws-request-id: 8476a536\r\n\
             lambda-runtime-deadline-ms: 99999999999999\r\n\
             lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-west-1:123456789012:function:users\r\n\r\n{content}",
            content.len()
        )?;
    }
}

/// Holds a connection open until the other side closes it.
fn read_to_end(mut reader: impl Read) -> std::io::Result<()> {
    reader.read_to_end(&mut Vec::new()).map(drop)
}

#[test]
fn warms_up_then_answers_an_event() {
    let (address, requests) = serve(vec![event("create").text()]);
    let endpoint = format!("http://{address}");
    let mut variables = LAMBDA.to_vec();
    variables.extend([TABLE, REGION]);
    variables.extend(CREDENTIALS);
    variables.extend([
        ("AWS_LAMBDA_RUNTIME_API", address.as_str()),
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
    ]);
    let mut program = program(&variables).stdout(Stdio::piped()).spawn().expect("the program runs");
    let seen: Vec<Request> = (0..5)
        .map(|_| {
            let request = requests.recv_timeout(Duration::from_secs(20));
            request.expect("the program asks on")
        })
        .collect();
    program.kill().expect("the program waits");
    let output = program.wait_with_output().expect("the program ends");

    let order: Vec<&str> = seen.iter().map(|request| request.what.as_str()).collect();
    assert_eq!(
        order,
        [
            "DynamoDB_20120810.GetItem",
            "GET /2018-06-01/runtime/invocation/next",
            "DynamoDB_20120810.TransactWriteItems",
            "POST /2018-06-01/runtime/invocation/8476a536/response",
            "GET /2018-06-01/runtime/invocation/next",
        ]
    );
    assert_eq!(seen[0].body["TableName"], "users-1");
    assert_eq!(seen[3].body["statusCode"], 201);

    let log = lines(&output.stdout);
    let told: Vec<Value> =
        log.iter().map(|line| json!([line["level"], line["message"], line["requestId"]])).collect();
    assert_eq!(told, [json!(["INFO", "warm", null]), json!(["INFO", "request", "8476a536"]),]);
}
