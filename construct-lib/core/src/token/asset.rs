//! What is shipped beside a template.

/// The processor that code runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Architecture {
    /// 64-bit Intel and AMD.
    X86_64,
    /// 64-bit ARM, which AWS calls Graviton.
    Arm64,
}

impl Architecture {
    /// The name that Lambda gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Arm64 => "arm64",
        }
    }
}

/// Where an asset comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AssetSource {
    /// A binary of the Cargo workspace, built for Lambda and zipped.
    RustBinary {
        /// The name of the binary.
        binary: String,
        /// The processor it is built for.
        architecture: Architecture,
    },
    /// A zip file on disk, taken as it is.
    Zip {
        /// Its path, relative to the workspace.
        path: String,
    },
}

/// One file to ship beside a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asset {
    source: AssetSource,
}

impl Asset {
    /// An asset from this source.
    #[must_use]
    pub fn new(source: AssetSource) -> Self {
        Self { source }
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> &AssetSource {
        &self.source
    }

    /// Where the assembly keeps it, relative to the template.
    ///
    /// The path does not change with the contents, so that a template that
    /// names it waits for no compiler.
    #[must_use]
    pub fn path(&self) -> String {
        match &self.source {
            AssetSource::RustBinary { binary, architecture } => {
                format!("assets/{binary}-{}.zip", architecture.name())
            }
            AssetSource::Zip { path } => {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
                let stem = name.strip_suffix(".zip").unwrap_or(name);
                let hash = md5::compute(path.as_bytes());
                let hex: String = hash.iter().take(4).map(|b| format!("{b:02x}")).collect();
                format!("assets/{stem}-{hex}.zip")
            }
        }
    }

    /// What a person calls it.
    #[must_use]
    pub fn display_name(&self) -> &str {
        match &self.source {
            AssetSource::RustBinary { binary, .. } => binary,
            AssetSource::Zip { path } => path,
        }
    }
}
