//! What a process costs.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

use super::directory;
use crate::error::{Context as _, Error, Result};

/// What one process cost, with all that it started and waited for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    pub(super) wall: Duration,
    /// User and system time.
    pub(super) cpu: Duration,
    /// The most memory that was resident at once, in bytes.
    pub(super) peak: u64,
}

/// Runs a process of its own and waits for it; its standard output is dropped.
///
/// The kernel counts a process's peak from before `exec`, so nothing below
/// this program's own size can be seen: it holds no large data while it measures.
pub(super) fn run(mut command: Command) -> Result<Cost> {
    let name = Path::new(command.get_program()).display().to_string();
    let messages = directory().join("stderr.txt");
    let file = File::create(&messages).context(messages.display())?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file);
    let start = Instant::now();
    let used = command.spawn().and_then(|child| child.wait4()).context(&name)?;
    let wall = start.elapsed();
    if !used.status.success() {
        let text = fs::read_to_string(&messages).unwrap_or_default();
        return Err(Error::new(format!("{name} ended with {}:\n{text}", used.status)));
    }
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Cost { wall, cpu, peak: used.rusage.maxrss })
}

/// The median of each of the three, over `times` runs of new processes.
pub(super) fn repeat(times: usize, command: &dyn Fn() -> Command) -> Result<Cost> {
    let costs = (0..times).map(|_| run(command())).collect::<Result<Vec<_>>>()?;
    Ok(median_cost(&costs))
}

/// The median of each of the three.
pub(super) fn median_cost(costs: &[Cost]) -> Cost {
    Cost {
        wall: median(costs.iter().map(|c| c.wall)),
        cpu: median(costs.iter().map(|c| c.cpu)),
        peak: median(costs.iter().map(|c| c.peak)),
    }
}

/// The middle one; the lower of two.
pub(super) fn median<T: Ord + Default>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let middle = values.len().saturating_sub(1) / 2;
    values.into_iter().nth(middle).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median([3, 1, 2].into_iter()), 2);
        assert_eq!(median([4, 3, 1, 2].into_iter()), 2);
        assert_eq!(median(std::iter::empty::<u64>()), 0);
    }

    #[test]
    fn each_part_of_a_cost_has_its_own_median() {
        let cost = |wall, cpu, peak| Cost {
            wall: Duration::from_millis(wall),
            cpu: Duration::from_millis(cpu),
            peak,
        };
        let costs = [cost(1, 9, 5), cost(2, 8, 4), cost(3, 7, 6)];
        assert_eq!(median_cost(&costs), cost(2, 8, 5));
    }
}
