//! The templates of nested stacks, and where those above find them.

use super::Plan;
use super::order::Family;
use super::write;
use crate::construct::Node;
use crate::error::{Diagnostic, codes};
use crate::intrinsic;
use crate::stack::asset::{AssetHash, AssetResolver, Synthesizer};
use crate::stack::nested_stack::{TEMPLATE_URL, template_file};
use crate::stack::nested_template::NestedTemplate;
use crate::stack::stack::Stack;
use crate::token::{Aws, Expr, Key};

/// Writes all templates that are nested in a stack, and tells those above
/// where each will be.
pub(super) fn write(
    root: &Node,
    family: &mut Family,
    synthesizer: &Synthesizer,
    plan: &mut Plan,
    resolver: &dyn AssetResolver,
    findings: &mut Vec<Diagnostic>,
) -> Vec<NestedTemplate> {
    let mut written = Vec::with_capacity(family.nested.len());
    for at in 0..family.nested.len() {
        let stack = &mut family.nested[at];
        let Some(nested) = stack.nested else {
            continue;
        };
        plan.names.imports = std::mem::take(&mut stack.imports);
        let stack = &family.nested[at];
        let made = root.freeze(|arena| write::template(arena, stack, plan, findings));
        let node = root.at_index(stack.node);
        let hash = match synthesizer {
            Synthesizer::Local => None,
            Synthesizer::Bootstrap { .. } => {
                // The resolver is not ours: no borrow is held while it runs.
                Some(resolver.template_hash(&made.bytes).unwrap_or_else(|reason| {
                    node.report(
                        Diagnostic::error(codes::ASSET_UNRESOLVED, reason)
                            .help("synthesize again, without building if need be"),
                    );
                    AssetHash::Placeholder
                }))
            }
        };
        let file = template_file(&node);
        let url = url(&Stack::at(node.clone()), synthesizer, &file, hash.as_ref());
        let logical_id = plan.names.get(nested.resource).unwrap_or_default().to_owned();
        written.push(NestedTemplate {
            path: node.path(),
            parent: root.at_index(nested.parent).path(),
            logical_id,
            file,
            resource_count: stack.parts.resource_count(),
            quotas: made.quotas,
            template: made.bytes,
            hash,
        });
        let node = stack.node;
        family.part(nested.parent).imports.set(node, Key::Borrowed(TEMPLATE_URL), url);
    }
    written
}

/// Where CloudFormation finds a nested template: beside the one above it, to
/// be uploaded, or in the bootstrap bucket.
fn url(stack: &Stack, synthesizer: &Synthesizer, file: &str, hash: Option<&AssetHash>) -> Expr {
    let Synthesizer::Bootstrap { qualifier } = synthesizer else {
        return Expr::from(file);
    };
    let key = match hash {
        Some(AssetHash::Contents(hex)) => format!("/{hex}.json"),
        _ => "/NOT-BUILT.json".to_owned(),
    };
    intrinsic::concat([
        Expr::text("https://s3."),
        stack.region().into(),
        Expr::text("."),
        Aws::URL_SUFFIX.into(),
        Expr::text("/"),
        super::assets::bucket(qualifier, &stack.environment()),
        Expr::from(key),
    ])
    .into()
}
