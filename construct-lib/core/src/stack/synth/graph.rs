//! Who waits for whom.

/// Which node refers to which or waits for it: pairs, sorted, without doubles.
#[derive(Default)]
pub(super) struct Graph {
    edges: Vec<(u32, u32)>,
}

impl Graph {
    /// Where the edges of `node` begin.
    pub(super) fn start(&self, node: u32) -> usize {
        self.edges.partition_point(|e| e.0 < node)
    }

    /// The target of the edge at this position, if that is one of `node`.
    pub(super) fn target(&self, node: u32, at: usize) -> Option<u32> {
        let &(from, to) = self.edges.get(at)?;
        (from == node).then_some(to)
    }

    pub(super) fn has(&self, from: u32, to: u32) -> bool {
        self.edges.binary_search(&(from, to)).is_ok()
    }

    pub(super) fn remove(&mut self, from: u32, to: u32) {
        if let Ok(at) = self.edges.binary_search(&(from, to)) {
            self.edges.remove(at);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    pub(super) fn add(&mut self, more: Vec<(u32, u32)>) {
        if more.is_empty() {
            return;
        }
        if self.edges.is_empty() {
            self.edges = more;
        } else {
            self.edges.extend(more);
        }
        self.edges.sort_unstable();
        self.edges.dedup();
    }
}
