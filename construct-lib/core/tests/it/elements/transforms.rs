//! Transforms of the template, and loops.

use construct_core::{Expr, Stack, intrinsic};

use super::{Ours, Program, same, thing, uses};

const SERVERLESS: &str = "AWS::Serverless-2016-10-31";

pub(super) const ALL: &[Program] = &[
    same("one transform", |s| adds(s, &[SERVERLESS])),
    same("two transforms", |s| adds(s, &[SERVERLESS, "AWS::LanguageExtensions"])),
    same("a transform twice", |s| adds(s, &["B", "A", "B"])),
    same("a transform and ToJsonString", |s| {
        s.add_transform(SERVERLESS);
        uses(s, intrinsic::to_json_string(Expr::map([("a", Expr::Int(1))])));
    }),
    Program {
        name: "ForEach by hand",
        build: |s| {
            let each = intrinsic::for_each("Loop", "X", ["a", "b"]).entry("Key${X}", "v");
            uses(s, Expr::from(each));
        },
        ours: Ours::Differs(
            &[("/Metadata", "null")],
            "the transform comes with the loop, and nothing asked for metadata",
        ),
    },
];

fn adds(stack: &Stack, transforms: &[&'static str]) {
    thing(stack, "T");
    for transform in transforms {
        stack.add_transform(*transform);
    }
}
