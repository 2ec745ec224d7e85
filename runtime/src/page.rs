//! What a query or a scan finds, page by page.

use std::fmt;
use std::marker::PhantomData;
use std::vec;

use serde::de::DeserializeOwned;

use crate::condition::Part;
use crate::cursor::Cursor;
use crate::error::{Error, Failure, of_sdk};
use crate::expression::Placeholders;
use crate::item::{KeyItem, RawItem, decode};
use crate::sort_key::SortRange;
use crate::table::RawTable;

/// Some of the items that were looked for.
#[derive(Debug, Clone)]
pub struct Page<U> {
    /// The items. A page may have none and yet not be the last.
    pub items: Vec<U>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<Cursor>,
}

impl<U> Default for Page<U> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None }
    }
}

/// A query or a scan without the types of its items.
pub(crate) struct Search<'a> {
    pub(crate) table: &'a RawTable,
    pub(crate) index: Option<&'static str>,
    /// What a query looks for; `None` of a scan.
    pub(crate) key: Option<KeyItem>,
    pub(crate) sort: Option<(SortRange, &'static str)>,
    pub(crate) filter: Option<Part>,
    pub(crate) backward: bool,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<u32>,
    pub(crate) after: Option<Cursor>,
    pub(crate) item_key: &'static str,
    pub(crate) cursor_names: Vec<&'static str>,
}

/// A search whose expressions are written.
struct Prepared<'a> {
    search: Search<'a>,
    key_condition: Option<String>,
    filter: Option<String>,
    names: Option<crate::expression::RawNames>,
    values: Option<RawItem>,
}

impl<'a> Search<'a> {
    fn prepare(mut self) -> Result<Prepared<'a>, Error> {
        if self.after.as_ref().is_some_and(|cursor| !cursor.has(&self.cursor_names)) {
            let wanted = self.cursor_names.join("`, `");
            return Err(Error::new(Failure::Cursor, format!("a cursor here holds `{wanted}`")));
        }
        let mut all = Placeholders::default();
        let mut key_condition = None;
        if let Some(key) = self.key.take() {
            let (name, value) = key.into_first()?;
            let place = all.name(name);
            let mut text = format!("{place} = {}", all.value(name, &Ok(value))?);
            if let Some((range, name)) = &self.sort {
                text = format!("{text} AND {}", range.render(name, &mut all)?);
            }
            key_condition = Some(text);
        }
        let filter = self.filter.as_ref().map(|filter| filter.render(&mut all)).transpose()?;
        let (names, values) = all.into_raw();
        Ok(Prepared { search: self, key_condition, filter, names, values })
    }
}

impl Prepared<'_> {
    async fn send(&self, after: Option<RawItem>) -> Result<(Vec<RawItem>, Option<RawItem>), Error> {
        let search = &self.search;
        let table = search.table;
        let limit = search.limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX));
        let consistent = search.consistent.then_some(true);
        Ok(if self.key_condition.is_some() {
            let output = table
                .client
                .query()
                .table_name(&table.name)
                .set_index_name(search.index.map(str::to_owned))
                .set_key_condition_expression(self.key_condition.clone())
                .set_filter_expression(self.filter.clone())
                .set_expression_attribute_names(self.names.clone())
                .set_expression_attribute_values(self.values.clone())
                .set_scan_index_forward(search.backward.then_some(false))
                .set_consistent_read(consistent)
                .set_limit(limit)
                .set_exclusive_start_key(after)
                .send()
                .await
                .map_err(|error| of_sdk("Query", &error))?;
            (output.items.unwrap_or_default(), output.last_evaluated_key)
        } else {
            let output = table
                .client
                .scan()
                .table_name(&table.name)
                .set_filter_expression(self.filter.clone())
                .set_expression_attribute_names(self.names.clone())
                .set_expression_attribute_values(self.values.clone())
                .set_consistent_read(consistent)
                .set_limit(limit)
                .set_exclusive_start_key(after)
                .send()
                .await
                .map_err(|error| of_sdk("Scan", &error))?;
            (output.items.unwrap_or_default(), output.last_evaluated_key)
        })
    }
}

enum Progress<'a> {
    /// Not begun.
    Ready(Search<'a>),
    Between(Prepared<'a>, RawItem),
    Ended,
}

/// Items that come page by page: one request a page, sent when it is asked for.
pub struct Pages<'a, U> {
    progress: Progress<'a>,
    /// What is left of the page that [`next_item`](Self::next_item) is in.
    page: vec::IntoIter<U>,
    items: PhantomData<fn() -> U>,
}

impl<'a, U: DeserializeOwned> Pages<'a, U> {
    pub(crate) fn new(search: Search<'a>) -> Self {
        Self { progress: Progress::Ready(search), page: Vec::new().into_iter(), items: PhantomData }
    }

    /// The next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the table did not answer. Then there are no more pages.
    pub async fn next_page(&mut self) -> Result<Option<Page<U>>, Error> {
        let (prepared, after) = match std::mem::replace(&mut self.progress, Progress::Ended) {
            Progress::Ready(search) => {
                let mut prepared = search.prepare()?;
                let after = prepared.search.after.take();
                (prepared, after.map(Cursor::into_key))
            }
            Progress::Between(prepared, after) => (prepared, Some(after)),
            Progress::Ended => return Ok(None),
        };
        // Boxed, as every request is: the SDK's futures are deep, and a compiler
        // that lays a handler out around them gives up.
        let (found, last) = Box::pin(prepared.send(after)).await?;
        let key = prepared.search.item_key;
        let items: Result<Vec<U>, Error> =
            found.into_iter().map(|item| decode(item, key)).collect();
        let items = items?;
        let next = last.clone().map(Cursor::new);
        if let Some(last) = last {
            self.progress = Progress::Between(prepared, last);
        }
        Ok(Some(Page { items, next }))
    }

    /// The next item, from whichever page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// As [`next_page`](Self::next_page).
    pub async fn next_item(&mut self) -> Result<Option<U>, Error> {
        loop {
            if let Some(item) = self.page.next() {
                return Ok(Some(item));
            }
            match self.next_page().await? {
                Some(page) => self.page = page.items.into_iter(),
                None => return Ok(None),
            }
        }
    }
}

impl<U> fmt::Debug for Pages<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
