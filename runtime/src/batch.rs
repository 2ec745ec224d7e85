//! Partial batch responses: which records of a batch are to come again.
//!
//! Lambda reads the response when the event source asks for it
//! (`ReportBatchItemFailures`); otherwise it takes any response as a success.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use serde::Serialize;

/// Which records of a batch failed.
///
/// It is made by doing the work: [`unordered`](Self::unordered) for queues,
/// [`fifo`](Self::fifo) for queues whose messages have an order, and
/// [`stream`](Self::stream) for streams of Kinesis and DynamoDB. Each takes what
/// tells one record from another: `messageId` of SQS, `sequenceNumber` of
/// streams. The errors are given back beside it, to be logged.
///
/// # Example
///
/// ```
/// use construct_runtime::batch::BatchResponse;
///
/// struct Message { id: String, body: String }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let message = |id: &str, body: &str| Message { id: id.into(), body: body.into() };
/// let messages = vec![message("m1", "7"), message("m2", "seven")];
/// let id = |message: &Message| Some(message.id.clone());
/// let (response, errors) = BatchResponse::unordered(messages, id, async |message| {
///     message.body.parse::<u32>().map(drop)
/// })
/// .await;
/// assert_eq!(
///     serde_json::to_value(response).unwrap(),
///     serde_json::json!({"batchItemFailures": [{"itemIdentifier": "m2"}]}),
/// );
/// assert_eq!(errors.len(), 1);
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BatchResponse {
    #[serde(rename = "batchItemFailures")]
    failures: Vec<Failed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Failed {
    /// Without one, Lambda takes the whole batch as failed.
    #[serde(rename = "itemIdentifier")]
    identifier: String,
}

/// A record whose work failed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError<E> {
    /// The record; empty when it has no id.
    pub identifier: String,
    /// What its work gave.
    pub error: E,
}

impl BatchResponse {
    /// Whether every record is done.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.failures.is_empty()
    }

    fn add(&mut self, identifier: &str) {
        self.failures.push(Failed { identifier: identifier.to_owned() });
    }

    /// Works on all records at the same time. Those that fail come again.
    pub async fn unordered<R, E>(
        records: impl IntoIterator<Item = R>,
        id: impl Fn(&R) -> Option<String>,
        work: impl AsyncFn(R) -> Result<(), E>,
    ) -> (Self, Vec<RecordError<E>>) {
        let work = &work;
        let works = records.into_iter().map(|record| {
            let identifier = id(&record).unwrap_or_default();
            async move { (identifier, work(record).await) }
        });
        let mut response = Self::default();
        let mut errors = Vec::new();
        for (identifier, outcome) in join_all(works.collect()).await {
            if let Err(error) = outcome {
                response.add(&identifier);
                errors.push(RecordError { identifier, error });
            }
        }
        (response, errors)
    }

    /// Works on one record after the other. After one fails, those of its group
    /// come again with it, untouched, so that none overtakes another.
    pub async fn fifo<R, E, G: Display>(
        records: impl IntoIterator<Item = R>,
        id: impl Fn(&R) -> Option<String>,
        group: impl Fn(&R) -> G,
        work: impl AsyncFn(R) -> Result<(), E>,
    ) -> (Self, Vec<RecordError<E>>) {
        let mut response = Self::default();
        let mut errors = Vec::new();
        let mut stopped = BTreeSet::new();
        for record in records {
            let identifier = id(&record).unwrap_or_default();
            let group = group(&record).to_string();
            if stopped.contains(&group) {
                response.add(&identifier);
            } else if let Err(error) = work(record).await {
                stopped.insert(group);
                response.add(&identifier);
                errors.push(RecordError { identifier, error });
            }
        }
        (response, errors)
    }

    /// Works on one record after the other until one fails: the stream goes on
    /// with that one, and with all after it.
    pub async fn stream<R, E>(
        records: impl IntoIterator<Item = R>,
        sequence_number: impl Fn(&R) -> Option<String>,
        work: impl AsyncFn(R) -> Result<(), E>,
    ) -> (Self, Option<RecordError<E>>) {
        for record in records {
            let identifier = sequence_number(&record).unwrap_or_default();
            if let Err(error) = work(record).await {
                let mut response = Self::default();
                response.add(&identifier);
                return (response, Some(RecordError { identifier, error }));
            }
        }
        (Self::default(), None)
    }
}

/// A future until it is done, and then what it gave.
type Running<F> = (Option<Pin<Box<F>>>, Option<<F as Future>::Output>);

/// Drives all futures at once and gives what they give, in their order.
async fn join_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut running: Vec<Running<F>> =
        futures.into_iter().map(|future| (Some(Box::pin(future)), None)).collect();
    poll_fn(|context| {
        let mut pending = false;
        for (future, output) in &mut running {
            let Some(one) = future else { continue };
            match one.as_mut().poll(context) {
                Poll::Ready(value) => {
                    *output = Some(value);
                    *future = None;
                }
                Poll::Pending => pending = true,
            }
        }
        if pending { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    running.into_iter().filter_map(|(_, output)| output).collect()
}
