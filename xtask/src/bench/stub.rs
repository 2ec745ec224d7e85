//! A server that plays Lambda's runtime interface and DynamoDB.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Context as _, Result};

const NEXT: &str = "GET /2018-06-01/runtime/invocation/next ";

/// A server on this machine. It gives no invocation, and answers `{}` to all else.
pub(super) struct Stub {
    address: SocketAddr,
    polls: Receiver<Instant>,
}

impl Stub {
    pub(super) fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("a local server")?;
        let address = listener.local_addr().context("a local server")?;
        let (sender, polls) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                thread::spawn(move || serve(stream, &sender));
            }
        });
        Ok(Self { address, polls })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Forgets the polls until now.
    pub(super) fn forget(&self) {
        while self.polls.try_recv().is_ok() {}
    }

    /// When the next poll comes, if it comes in time.
    pub(super) fn first_poll(&self, patience: Duration) -> Option<Instant> {
        self.polls.recv_timeout(patience).ok()
    }
}

/// Answers one connection until it is closed; a broken one needs no answer.
fn serve(stream: TcpStream, polls: &Sender<Instant>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut request = String::new();
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok()?;
            }
            if request.is_empty() {
                request.clone_from(&line);
                if request.starts_with(NEXT) {
                    polls.send(Instant::now()).ok()?;
                }
            }
            if line == "\r\n" {
                break;
            }
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        if request.starts_with(NEXT) {
            // Lambda, too, lets the call wait until there is an invocation.
            continue;
        }
        let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\n\
                      content-length: 2\r\n\r\n{}";
        reader.get_mut().write_all(answer.as_bytes()).ok()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_is_noticed_and_other_calls_are_answered() {
        let stub = Stub::start().unwrap();
        let mut stream = TcpStream::connect(stub.address()).unwrap();
        stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        assert_eq!(stub.first_poll(Duration::ZERO), None);
        write!(stream, "{NEXT}HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        assert!(stub.first_poll(Duration::from_secs(20)).is_some());
    }
}
