//! What a key is made of, and what it is for.

use construct_cfn::kms::key as l1;
use construct_core::Value;

use KeySpec as S;

/// What a key is made of.
///
/// Appears as `KeySpec`; see AWS on [key specs](https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum KeySpec {
    /// One key of 256 bits that encrypts and decrypts: what services take.
    #[default]
    SymmetricDefault,
    Rsa2048,
    Rsa3072,
    Rsa4096,
    EccNistP256,
    EccNistP384,
    EccNistP521,
    EccSecgP256k1,
    EccNistEdwards25519,
    Hmac224,
    Hmac256,
    Hmac384,
    Hmac512,
    MlDsa44,
    MlDsa65,
    MlDsa87,
    /// In regions of China alone.
    Sm2,
}

/// What a key is for.
///
/// Appears as `KeyUsage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUsage {
    /// To encrypt and to decrypt.
    EncryptDecrypt,
    /// To sign and to verify signatures.
    SignVerify,
    /// To make and to verify codes that tell who a message is from.
    GenerateVerifyMac,
    /// To agree on a secret with somebody else.
    KeyAgreement,
}

impl KeySpec {
    pub(super) fn to_value(self) -> Value<l1::KeySpec> {
        match self {
            S::SymmetricDefault => l1::KeySpec::SYMMETRIC_DEFAULT,
            S::Rsa2048 => l1::KeySpec::RSA_2048,
            S::Rsa3072 => l1::KeySpec::RSA_3072,
            S::Rsa4096 => l1::KeySpec::RSA_4096,
            S::EccNistP256 => l1::KeySpec::ECC_NIST_P256,
            S::EccNistP384 => l1::KeySpec::ECC_NIST_P384,
            S::EccNistP521 => l1::KeySpec::ECC_NIST_P521,
            S::EccSecgP256k1 => l1::KeySpec::ECC_SECG_P256K1,
            S::EccNistEdwards25519 => l1::KeySpec::ECC_NIST_EDWARDS25519,
            S::Hmac224 => l1::KeySpec::HMAC_224,
            S::Hmac256 => l1::KeySpec::HMAC_256,
            S::Hmac384 => l1::KeySpec::HMAC_384,
            S::Hmac512 => l1::KeySpec::HMAC_512,
            S::MlDsa44 => l1::KeySpec::ML_DSA_44,
            S::MlDsa65 => l1::KeySpec::ML_DSA_65,
            S::MlDsa87 => l1::KeySpec::ML_DSA_87,
            S::Sm2 => l1::KeySpec::SM2,
        }
    }

    /// What it can be for, the one that is meant when nothing is said first.
    pub(super) fn usages(self) -> &'static [KeyUsage] {
        match self {
            S::SymmetricDefault => &[KeyUsage::EncryptDecrypt],
            S::Rsa2048 | S::Rsa3072 | S::Rsa4096 => {
                &[KeyUsage::EncryptDecrypt, KeyUsage::SignVerify]
            }
            S::EccNistP256 | S::EccNistP384 | S::EccNistP521 => {
                &[KeyUsage::SignVerify, KeyUsage::KeyAgreement]
            }
            S::EccSecgP256k1 | S::EccNistEdwards25519 | S::MlDsa44 | S::MlDsa65 | S::MlDsa87 => {
                &[KeyUsage::SignVerify]
            }
            S::Hmac224 | S::Hmac256 | S::Hmac384 | S::Hmac512 => &[KeyUsage::GenerateVerifyMac],
            S::Sm2 => &[KeyUsage::EncryptDecrypt, KeyUsage::SignVerify, KeyUsage::KeyAgreement],
        }
    }
}

impl KeyUsage {
    pub(super) fn to_value(self) -> Value<l1::KeyUsage> {
        match self {
            Self::EncryptDecrypt => l1::KeyUsage::ENCRYPT_DECRYPT,
            Self::SignVerify => l1::KeyUsage::SIGN_VERIFY,
            Self::GenerateVerifyMac => l1::KeyUsage::GENERATE_VERIFY_MAC,
            Self::KeyAgreement => l1::KeyUsage::KEY_AGREEMENT,
        }
    }
}
