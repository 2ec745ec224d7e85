//! The runtimes of Lambda that AWS has ended, or will before long.

/// Runtime, the day of its end of support, and what takes its place; sorted.
///
/// From <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>, as cfn-lint 1.58
/// of October 2026 has it. The library reads no clock: a runtime is listed when its support had
/// ended by then.
pub(super) const ENDED: &[(&str, &str, &str)] = &[
    ("dotnet6", "2024-12-20", "dotnet10"),
    ("dotnetcore1.0", "2019-06-27", "dotnet10"),
    ("dotnetcore2.0", "2019-05-30", "dotnet10"),
    ("dotnetcore2.1", "2022-01-05", "dotnet10"),
    ("dotnetcore3.1", "2023-04-03", "dotnet10"),
    ("go1.x", "2024-01-08", "provided.al2023"),
    ("java8", "2024-01-08", "java25"),
    ("nodejs", "2016-08-30", "nodejs24.x"),
    ("nodejs10.x", "2021-07-30", "nodejs24.x"),
    ("nodejs12.x", "2023-03-31", "nodejs24.x"),
    ("nodejs14.x", "2023-12-04", "nodejs24.x"),
    ("nodejs16.x", "2024-06-12", "nodejs24.x"),
    ("nodejs18.x", "2025-09-01", "nodejs24.x"),
    ("nodejs20.x", "2026-04-30", "nodejs24.x"),
    ("nodejs4.3", "2020-03-05", "nodejs24.x"),
    ("nodejs4.3-edge", "2020-03-05", "nodejs24.x"),
    ("nodejs6.10", "2019-08-12", "nodejs24.x"),
    ("nodejs8.10", "2020-03-06", "nodejs24.x"),
    ("provided", "2024-01-08", "provided.al2023"),
    ("provided.al2", "2026-07-31", "provided.al2023"),
    ("python2.7", "2021-07-15", "python3.14"),
    ("python3.6", "2022-07-18", "python3.14"),
    ("python3.7", "2023-12-04", "python3.14"),
    ("python3.8", "2024-10-14", "python3.14"),
    ("python3.9", "2025-12-15", "python3.14"),
    ("ruby2.5", "2021-07-30", "ruby4.0"),
    ("ruby2.7", "2023-12-07", "ruby4.0"),
    ("ruby3.2", "2026-03-31", "ruby4.0"),
];

/// Whether SnapStart works with a runtime, as far as that is known.
pub(super) fn has_no_snap_start(runtime: &str) -> bool {
    const OLD: &[&str] = &[
        "dotnet6",
        "java8",
        "java8.al2",
        "python2.7",
        "python3.10",
        "python3.11",
        "python3.6",
        "python3.7",
        "python3.8",
        "python3.9",
    ];
    let others = ["dotnetcore", "go", "nodejs", "provided", "ruby"];
    OLD.contains(&runtime) || others.iter().any(|family| runtime.starts_with(family))
}
