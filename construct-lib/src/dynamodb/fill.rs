//! How a table fills the variables of a handler.

use construct_contract::{Fill, Reader, ReaderWriter, TableName, Writer};

use super::table::Table;
use crate::lambda::EnvironmentValue;

impl<T> Fill<TableName<T>, EnvironmentValue> for &Table<T> {
    fn fill(self) -> EnvironmentValue {
        name(&self.untyped())
    }
}

impl<T> Fill<Reader<T>, EnvironmentValue> for &Table<T> {
    fn fill(self) -> EnvironmentValue {
        read(self.untyped())
    }
}

impl<T> Fill<Writer<T>, EnvironmentValue> for &Table<T> {
    fn fill(self) -> EnvironmentValue {
        write(self.untyped())
    }
}

impl<T> Fill<ReaderWriter<T>, EnvironmentValue> for &Table<T> {
    fn fill(self) -> EnvironmentValue {
        read_and_write(self.untyped())
    }
}

// Not generic, so that they are compiled once.

fn name(table: &Table) -> EnvironmentValue {
    EnvironmentValue::new(table.table_name().cast::<String>())
}

fn read(table: Table) -> EnvironmentValue {
    name(&table).grant(move |function| {
        table.grant_read_data(function);
    })
}

fn write(table: Table) -> EnvironmentValue {
    name(&table).grant(move |function| {
        table.grant_write_data(function);
    })
}

fn read_and_write(table: Table) -> EnvironmentValue {
    name(&table).grant(move |function| {
        table.grant_read_write_data(function);
    })
}
