//! What every kind of table offers under its own name.

/// Grants and metrics as methods of a table, so that nobody has to import a trait.
macro_rules! table_methods {
    ($table:ident) => {
        impl<T> $table<T> {
            /// What it lets others do, also with single items, attributes and indexes.
            pub fn grants(&self) -> $crate::dynamodb::TableGrants {
                let facts = $crate::dynamodb::facts::HasFacts::facts(self);
                $crate::dynamodb::TableGrants::new(self.node(), facts)
            }

            /// Grants `grantee` permission to read items from this table.
            ///
            /// Adds one statement to the grantee's policy. It covers the table and,
            /// when it has any, its indexes.
            ///
            /// # Errors
            ///
            /// Synthesis reports `grant-without-role` when `grantee` is imported
            /// without a role.
            #[track_caller]
            pub fn grant_read_data(&self, grantee: &dyn Grantable) -> Grant {
                self.grants().read_data(grantee)
            }

            /// Grants `grantee` permission to write and delete items of this table.
            ///
            /// # Errors
            ///
            /// As [`grant_read_data`](Self::grant_read_data).
            #[track_caller]
            pub fn grant_write_data(&self, grantee: &dyn Grantable) -> Grant {
                self.grants().write_data(grantee)
            }

            /// Grants `grantee` permission to read, write and delete items of this table.
            ///
            /// # Errors
            ///
            /// As [`grant_read_data`](Self::grant_read_data).
            #[track_caller]
            pub fn grant_read_write_data(&self, grantee: &dyn Grantable) -> Grant {
                self.grants().read_write_data(grantee)
            }

            /// Grants `grantee` permission to do everything with this table, also to delete it.
            ///
            /// # Errors
            ///
            /// As [`grant_read_data`](Self::grant_read_data).
            #[track_caller]
            pub fn grant_full_access(&self, grantee: &dyn Grantable) -> Grant {
                self.grants().full_access(grantee)
            }

            /// Grants `grantee` these actions on this table, and on its indexes when
            /// there are any and one of the actions knows them.
            ///
            /// # Errors
            ///
            /// As [`grant_read_data`](Self::grant_read_data).
            #[track_caller]
            pub fn grant<'a>(
                &self,
                grantee: &dyn Grantable,
                actions: impl IntoIterator<Item = &'a str>,
            ) -> Grant {
                self.grants().actions(grantee, actions)
            }

            /// Grants `grantee` permission to read the stream of this table.
            ///
            /// # Errors
            ///
            /// Synthesis reports `table-without-stream`, and `grant-without-role` as
            /// [`grant_read_data`](Self::grant_read_data).
            #[track_caller]
            pub fn grant_stream_read(&self, grantee: &dyn Grantable) -> Grant {
                self.grants().stream_read(grantee)
            }

            /// Grants `grantee` these actions on the stream of this table.
            ///
            /// # Errors
            ///
            /// As [`grant_stream_read`](Self::grant_stream_read); and `invalid-grant`
            /// for actions that know no stream.
            #[track_caller]
            pub fn grant_stream<'a>(
                &self,
                grantee: &dyn Grantable,
                actions: impl IntoIterator<Item = &'a str>,
            ) -> Grant {
                self.grants().stream(grantee, actions)
            }

            /// Grants `grantee` permission to list streams.
            ///
            /// `dynamodb:ListStreams` knows no resource, so it is granted on all.
            ///
            /// # Errors
            ///
            /// As [`grant_read_data`](Self::grant_read_data).
            #[track_caller]
            pub fn grant_table_list_streams(&self, grantee: &dyn Grantable) -> Grant {
                self.grants().list_streams(grantee)
            }

            /// A metric of this table, by its name in `AWS/DynamoDB`.
            pub fn metric(&self, name: &'static str) -> Metric {
                let facts = $crate::dynamodb::facts::HasFacts::facts(self);
                $crate::dynamodb::metrics::of_table(self.node(), &facts, name)
            }

            /// The read capacity that was consumed: the sum of each period.
            pub fn metric_consumed_read_capacity_units(&self) -> Metric {
                self.metric("ConsumedReadCapacityUnits").statistic(Statistic::Sum)
            }

            /// The write capacity that was consumed: the sum of each period.
            pub fn metric_consumed_write_capacity_units(&self) -> Metric {
                self.metric("ConsumedWriteCapacityUnits").statistic(Statistic::Sum)
            }

            /// How many writes failed because their condition did not hold.
            pub fn metric_conditional_check_failed_requests(&self) -> Metric {
                self.metric("ConditionalCheckFailedRequests").statistic(Statistic::Sum)
            }

            /// How many reads were refused for want of capacity, each item of a
            /// batch counted.
            pub fn metric_read_throttle_events(&self) -> Metric {
                self.metric("ReadThrottleEvents").statistic(Statistic::Sum)
            }

            /// How many writes were refused for want of capacity, each item of a
            /// batch counted.
            pub fn metric_write_throttle_events(&self) -> Metric {
                self.metric("WriteThrottleEvents").statistic(Statistic::Sum)
            }

            /// How long calls of this operation took that went well, in milliseconds:
            /// the average of each period.
            pub fn metric_successful_request_latency(&self, of: Operation) -> Metric {
                self.metric("SuccessfulRequestLatency").dimension("Operation", of.name())
            }

            /// How many calls of this operation were refused for want of capacity.
            pub fn metric_throttled_requests_for_operation(&self, of: Operation) -> Metric {
                self.metric("ThrottledRequests")
                    .dimension("Operation", of.name())
                    .statistic(Statistic::Sum)
            }

            /// How many calls of these operations were refused for want of capacity.
            /// An alarm takes ten operations at most.
            pub fn metric_throttled_requests_for_operations(
                &self,
                of: impl IntoIterator<Item = Operation>,
            ) -> MathExpression {
                let label = "Sum of throttled requests across all operations";
                let metric = self.metric("ThrottledRequests").statistic(Statistic::Sum);
                $crate::dynamodb::metrics::sum(&metric, of.into_iter().collect(), label)
            }

            /// How many calls of these operations failed inside of DynamoDB. An alarm
            /// takes ten operations at most.
            pub fn metric_system_errors_for_operations(
                &self,
                of: impl IntoIterator<Item = Operation>,
            ) -> MathExpression {
                let label = "Sum of errors across all operations";
                let metric = self.metric("SystemErrors").statistic(Statistic::Sum);
                $crate::dynamodb::metrics::sum(&metric, of.into_iter().collect(), label)
            }

            /// How many calls DynamoDB refused as wrong, to all tables of the account
            /// and region together: it counts them for no single one.
            pub fn metric_user_errors(&self) -> Metric {
                let facts = $crate::dynamodb::facts::HasFacts::facts(self);
                $crate::dynamodb::metrics::of_region(self.node(), &facts, "UserErrors")
                    .statistic(Statistic::Sum)
            }
        }
    };
}

pub(super) use table_methods;
