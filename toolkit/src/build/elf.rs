//! What Lambda asks of a binary before it can start it.

use construct_lib::Architecture;
use elf::ElfBytes;
use elf::abi;
use elf::endian::AnyEndian;
use elf::gnu_symver::VerNeedIterator;
use elf::parse::ParseError;

/// The C library of the `provided.al2023` runtime.
pub(super) const NEWEST_GLIBC: Glibc = Glibc(2, 34);

/// A version of the GNU C library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glibc(u32, u32);

impl std::fmt::Display for Glibc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// Why Lambda could not start a binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// It is no Linux program at all.
    NotElf(String),
    /// It is a library or an object file.
    NotExecutable,
    /// It is for another processor.
    Machine(String),
    /// It asks for a loader that the runtime does not have.
    Loader(String),
    /// It needs a newer C library than the runtime has.
    Glibc(Glibc),
}

/// Looks at the headers of a binary.
pub(super) fn check(binary: &[u8], architecture: Architecture) -> Result<(), Problem> {
    let not_elf = |error: ParseError| Problem::NotElf(error.to_string());
    let file = ElfBytes::<AnyEndian>::minimal_parse(binary).map_err(not_elf)?;
    let (machine, loader) = match architecture {
        Architecture::X86_64 => (abi::EM_X86_64, "/lib64/ld-linux-x86-64.so.2"),
        Architecture::Arm64 => (abi::EM_AARCH64, "/lib/ld-linux-aarch64.so.1"),
    };
    if file.ehdr.e_machine != machine {
        return Err(Problem::Machine(machine_name(file.ehdr.e_machine)));
    }
    if !matches!(file.ehdr.e_type, abi::ET_EXEC | abi::ET_DYN) || file.ehdr.e_entry == 0 {
        return Err(Problem::NotExecutable);
    }
    let asked = interpreter(&file).map_err(not_elf)?;
    if let Some(asked) = asked.filter(|asked| asked != loader) {
        return Err(Problem::Loader(asked));
    }
    match needed_glibc(&file).map_err(not_elf)? {
        Some(needed) if needed > NEWEST_GLIBC => Err(Problem::Glibc(needed)),
        _ => Ok(()),
    }
}

fn machine_name(machine: u16) -> String {
    match machine {
        abi::EM_X86_64 => "x86_64".to_owned(),
        abi::EM_AARCH64 => "arm64".to_owned(),
        other => format!("machine {other}"),
    }
}

/// The loader that the binary asks for; none when it is linked statically.
fn interpreter(file: &ElfBytes<'_, AnyEndian>) -> Result<Option<String>, ParseError> {
    let segments = file.segments().into_iter().flat_map(|table| table.iter());
    for segment in segments {
        if segment.p_type == abi::PT_INTERP {
            let bytes = file.segment_data(&segment)?;
            let text = String::from_utf8_lossy(bytes);
            return Ok(Some(text.trim_end_matches('\0').to_owned()));
        }
    }
    Ok(None)
}

/// The newest version of the C library that the binary cannot do without.
///
/// A weak need does not count: the loader only warns when it is not met.
fn needed_glibc(file: &ElfBytes<'_, AnyEndian>) -> Result<Option<Glibc>, ParseError> {
    let mut newest = None;
    let Some(sections) = file.section_headers() else {
        return Ok(None);
    };
    for section in sections.iter() {
        if section.sh_type != abi::SHT_GNU_VERNEED {
            continue;
        }
        let names = sections.get(section.sh_link as usize)?;
        let names = file.section_data_as_strtab(&names)?;
        let (needs, _) = file.section_data(&section)?;
        let (endian, class) = (file.ehdr.endianness, file.ehdr.class);
        let needs = VerNeedIterator::new(endian, class, section.sh_info.into(), 0, needs);
        for (_, versions) in needs {
            for version in versions {
                if version.vna_flags & abi::VER_FLG_WEAK == 0 {
                    newest = newest.max(parse(names.get(version.vna_name as usize)?));
                }
            }
        }
    }
    Ok(newest)
}

/// `GLIBC_2.34` as a version; nothing for the versions of other libraries.
fn parse(name: &str) -> Option<Glibc> {
    let version = name.strip_prefix("GLIBC_")?;
    // A binary with packed relocations names this; 2.36 was the first to know it.
    if version == "ABI_DT_RELR" {
        return Some(Glibc(2, 36));
    }
    let mut numbers = version.split('.').map(str::parse);
    match (numbers.next()?, numbers.next()?) {
        (Ok(major), Ok(minor)) => Some(Glibc(major, minor)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use construct_lib::Architecture::{Arm64, X86_64};

    use super::{Glibc, Problem, check};

    /// The headers of a binary and nothing else, as the ELF specification
    /// lays them out: a loader, and what it needs of the C library.
    pub(crate) fn binary(
        machine: u16,
        kind: u16,
        loader: Option<&str>,
        needs: &[(&str, bool)],
    ) -> Vec<u8> {
        let mut names = b"\0libc.so.6\0".to_vec();
        let mut versions = Vec::new();
        for (i, (name, weak)) in needs.iter().enumerate() {
            versions.extend(0_u32.to_le_bytes()); // hash
            versions.extend((u16::from(*weak) * 2).to_le_bytes());
            versions.extend((i as u16 + 2).to_le_bytes());
            versions.extend((names.len() as u32).to_le_bytes());
            let next: u32 = if i + 1 == needs.len() { 0 } else { 16 };
            versions.extend(next.to_le_bytes());
            names.extend(name.as_bytes());
            names.push(0);
        }
        let mut need = Vec::new();
        need.extend(1_u16.to_le_bytes()); // version
        need.extend((needs.len() as u16).to_le_bytes());
        need.extend(1_u32.to_le_bytes()); // the file's name
        need.extend(16_u32.to_le_bytes()); // the first of its versions
        need.extend(0_u32.to_le_bytes());
        need.extend(versions);
        let loader = loader.map(|path| [path.as_bytes(), b"\0"].concat());

        let programs = usize::from(loader.is_some());
        let loader = loader.unwrap_or_default();
        let loader_at = 64 + 56 * programs;
        let names_at = loader_at + loader.len();
        let need_at = names_at + names.len();
        let sections_at = need_at + need.len();

        let mut file = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
        file.extend(kind.to_le_bytes());
        file.extend(machine.to_le_bytes());
        file.extend(1_u32.to_le_bytes());
        file.extend(0x1000_u64.to_le_bytes()); // entry
        file.extend(64_u64.to_le_bytes());
        file.extend((sections_at as u64).to_le_bytes());
        file.extend(0_u32.to_le_bytes());
        for half in [64, 56, programs as u16, 64, 3, 1] {
            file.extend(half.to_le_bytes());
        }
        if programs == 1 {
            file.extend(3_u32.to_le_bytes()); // PT_INTERP
            file.extend(4_u32.to_le_bytes());
            for long in [loader_at, 0, 0, loader.len(), loader.len(), 1] {
                file.extend((long as u64).to_le_bytes());
            }
        }
        file.extend(loader);
        file.extend(&names);
        file.extend(&need);
        let mut section = |kind: u32, at: usize, size: usize, link: u32, info: u32| {
            file.extend(0_u32.to_le_bytes());
            file.extend(kind.to_le_bytes());
            file.extend([0; 16]);
            file.extend((at as u64).to_le_bytes());
            file.extend((size as u64).to_le_bytes());
            file.extend(link.to_le_bytes());
            file.extend(info.to_le_bytes());
            file.extend([0; 16]);
        };
        section(0, 0, 0, 0, 0);
        section(3, names_at, names.len(), 0, 0);
        section(0x6fff_fffe, need_at, need.len(), 1, 1);
        file
    }

    const X86: u16 = 62;
    const ARM: u16 = 183;
    const PIE: u16 = 3;
    const GNU: Option<&str> = Some("/lib64/ld-linux-x86-64.so.2");

    #[test]
    fn a_binary_for_the_runtime_passes() {
        let needs = [("GLIBC_2.2.5", false), ("GLIBC_2.34", false)];
        assert_eq!(check(&binary(X86, PIE, GNU, &needs), X86_64), Ok(()));
        let arm = Some("/lib/ld-linux-aarch64.so.1");
        assert_eq!(check(&binary(ARM, 2, arm, &needs), Arm64), Ok(()));
    }

    #[test]
    fn a_static_binary_passes() {
        assert_eq!(check(&binary(X86, PIE, None, &[]), X86_64), Ok(()));
    }

    #[test]
    fn a_weak_need_does_not_count() {
        let needs = [("GLIBC_2.28", false), ("GLIBC_2.39", true)];
        assert_eq!(check(&binary(X86, PIE, GNU, &needs), X86_64), Ok(()));
    }

    #[test]
    fn versions_of_other_libraries_do_not_count() {
        let needs = [("GCC_4.2.0", false), ("GLIBC_PRIVATE", false)];
        assert_eq!(check(&binary(X86, PIE, GNU, &needs), X86_64), Ok(()));
    }

    #[test]
    fn fails_on_a_newer_c_library() {
        let check = |name| check(&binary(X86, PIE, GNU, &[(name, false)]), X86_64);
        assert_eq!(check("GLIBC_2.35"), Err(Problem::Glibc(Glibc(2, 35))));
        assert_eq!(check("GLIBC_2.100"), Err(Problem::Glibc(Glibc(2, 100))));
        let packed = check("GLIBC_ABI_DT_RELR");
        assert_eq!(packed, Err(Problem::Glibc(Glibc(2, 36))));
    }

    #[test]
    fn fails_on_another_processor() {
        let found = check(&binary(ARM, PIE, None, &[]), X86_64);
        assert_eq!(found, Err(Problem::Machine("arm64".into())));
        let found = check(&binary(X86, PIE, None, &[]), Arm64);
        assert_eq!(found, Err(Problem::Machine("x86_64".into())));
    }

    #[test]
    fn fails_on_the_loader_of_another_c_library() {
        let musl = "/lib/ld-musl-x86_64.so.1";
        let found = check(&binary(X86, PIE, Some(musl), &[]), X86_64);
        assert_eq!(found, Err(Problem::Loader(musl.into())));
    }

    #[test]
    fn fails_on_an_object_file() {
        let found = check(&binary(X86, 1, None, &[]), X86_64);
        assert_eq!(found, Err(Problem::NotExecutable));
    }

    #[test]
    fn fails_on_something_else() {
        for bytes in [&b""[..], b"#!/bin/sh\n", b"MZ\x90\0", b"\x7fELF\x02\x01"] {
            let found = check(bytes, X86_64);
            assert!(matches!(found, Err(Problem::NotElf(_))), "{found:?}");
        }
    }

    #[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
    #[test]
    fn a_real_binary_is_read() {
        let this = std::env::current_exe().unwrap();
        let bytes = std::fs::read(this).unwrap();
        let found = check(&bytes, X86_64);
        assert!(matches!(found, Ok(()) | Err(Problem::Glibc(_))), "{found:?}");
        assert!(check(&bytes, Arm64).is_err());
    }
}
