#include "hub/digest.h"

#include <openssl/evp.h>

#include <fstream>
#include <vector>

namespace reverie {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;

void require(int ok) {
  if (ok != 1) throw Error(ErrorCode::Internal, "OpenSSL cannot compute the hash");
}

}  // namespace

void Digest::Deleter::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Digest::Digest(const char* name) : context_(EVP_MD_CTX_new()) {
  const EVP_MD* kind = EVP_get_digestbyname(name);
  if (!context_ || kind == nullptr) {
    throw Error(ErrorCode::Internal, std::string("OpenSSL has no ") + name);
  }
  require(EVP_DigestInit_ex(context_.get(), kind, nullptr));
}

Digest Digest::sha256() {
  return Digest("SHA256");
}

Digest Digest::git_blob(std::uint64_t size) {
  Digest digest("SHA1");
  const std::string header = "blob " + std::to_string(size);
  digest.add({header.c_str(), header.size() + 1});  // with its closing zero
  return digest;
}

Digest Digest::of_kind(const RepositoryFile& file) {
  return file.lfs_sha256.empty() ? git_blob(file.size) : sha256();
}

void Digest::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Digest::hex() {
  unsigned char raw[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  require(EVP_DigestFinal_ex(context_.get(), raw, &length));
  constexpr const char* kHex = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) hex += {kHex[raw[i] >> 4], kHex[raw[i] & 15]};
  return hex;
}

const std::string& expected_digest(const RepositoryFile& file) {
  return file.lfs_sha256.empty() ? file.git_oid : file.lfs_sha256;
}

bool has_content(const std::filesystem::path& path, const RepositoryFile& file,
                 const CancelCheck& cancelled) {
  std::error_code failure;  // a file we cannot look at is fetched again, and that reports what is wrong
  if (!std::filesystem::is_regular_file(path, failure)) return false;
  if (std::filesystem::file_size(path, failure) != file.size || failure) return false;
  std::ifstream in(path, std::ios::binary);
  Digest digest = Digest::of_kind(file);
  std::vector<char> piece(kPieceBytes);
  while (in) {
    stop_if_cancelled(cancelled);
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    digest.add({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  return in.eof() && digest.hex() == expected_digest(file);
}

}  // namespace reverie
