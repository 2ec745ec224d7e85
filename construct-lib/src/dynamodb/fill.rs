//! How a table fills the variables of a handler.

use construct_contract::{Fill, Reader, ReaderWriter, TableName, Writer};
use construct_core::Value;

use super::global_table::GlobalTable;
use super::grants::TableGrants;
use super::table::Table;
use crate::lambda::EnvironmentValue;

macro_rules! fill {
    ($table:ident) => {
        impl<T> Fill<TableName<T>, EnvironmentValue> for &$table<T> {
            fn fill(self) -> EnvironmentValue {
                EnvironmentValue::new(self.table_name().cast::<String>())
            }
        }

        impl<T> Fill<Reader<T>, EnvironmentValue> for &$table<T> {
            fn fill(self) -> EnvironmentValue {
                read(self.table_name().cast(), self.grants())
            }
        }

        impl<T> Fill<Writer<T>, EnvironmentValue> for &$table<T> {
            fn fill(self) -> EnvironmentValue {
                write(self.table_name().cast(), self.grants())
            }
        }

        impl<T> Fill<ReaderWriter<T>, EnvironmentValue> for &$table<T> {
            fn fill(self) -> EnvironmentValue {
                read_and_write(self.table_name().cast(), self.grants())
            }
        }
    };
}

fill!(GlobalTable);
fill!(Table);

// Not generic, so that they are compiled once.

fn read(name: Value<String>, grants: TableGrants) -> EnvironmentValue {
    EnvironmentValue::new(name).grant(move |function| {
        grants.read_data(function);
    })
}

fn write(name: Value<String>, grants: TableGrants) -> EnvironmentValue {
    EnvironmentValue::new(name).grant(move |function| {
        grants.write_data(function);
    })
}

fn read_and_write(name: Value<String>, grants: TableGrants) -> EnvironmentValue {
    EnvironmentValue::new(name).grant(move |function| {
        grants.read_write_data(function);
    })
}
