// tests/server/http_server_tls_test.cpp
//
// TLS with a certificate made on the spot, and OpenSSL's own client on the other side.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "server/support/running_server.h"

namespace reverie::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

void write_key(const std::filesystem::path& path, EVP_PKEY* key) {
  const std::unique_ptr<FILE, Freed<std::fclose>> file(std::fopen(path.c_str(), "w"));
  ASSERT_EQ(PEM_write_PrivateKey(file.get(), key, nullptr, nullptr, 0, nullptr, nullptr), 1);
}

void write_certificate(const std::filesystem::path& path, EVP_PKEY* key) {
  const std::unique_ptr<X509, Freed<X509_free>> certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const auto* const text = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  ASSERT_GT(X509_sign(certificate.get(), key, EVP_sha256()), 0);
  const std::unique_ptr<FILE, Freed<std::fclose>> file(std::fopen(path.c_str(), "w"));
  ASSERT_EQ(PEM_write_X509(file.get(), certificate.get()), 1);
}

// TLS on top of a RawClient's socket.
class TlsClient {
 public:
  explicit TlsClient(uint16_t port, int max_version = 0)
      : raw_(port), context_(SSL_CTX_new(TLS_client_method())) {
    if (max_version != 0) {
      SSL_CTX_set_security_level(context_.get(), 0);
      SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
      SSL_CTX_set_max_proto_version(context_.get(), max_version);
    }
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), raw_.descriptor());
    is_open_ = SSL_connect(ssl_.get()) == 1;
  }

  bool is_open() const { return is_open_; }
  std::string version() const { return SSL_get_version(ssl_.get()); }
  bool send(const std::string& bytes) {
    return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }
  // Until `ending` has come, or the end.
  std::string read_until(const std::string& ending) {
    std::string bytes;
    char piece[16384];
    while (!bytes.ends_with(ending)) {
      const int count = SSL_read(ssl_.get(), piece, sizeof piece);
      if (count <= 0) break;
      bytes.append(piece, static_cast<std::size_t>(count));
    }
    return bytes;
  }
  bool was_closed_in_good_order() {
    char byte;
    return SSL_read(ssl_.get(), &byte, 1) == 0 && SSL_get_error(ssl_.get(), 0) == SSL_ERROR_ZERO_RETURN;
  }

 private:
  RawClient raw_;
  std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context_;
  std::unique_ptr<SSL, Freed<SSL_free>> ssl_;
  bool is_open_ = false;
};

class HttpServerTls : public ::testing::Test {
 protected:
  HttpServerTls()
      : folder(std::filesystem::temp_directory_path() / ("reverie_tls_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder);
    const Key key(EVP_EC_gen("P-256"));
    write_key(folder / "key.pem", key.get());
    write_certificate(folder / "certificate.pem", key.get());
    server.options.certificate = folder / "certificate.pem";
    server.options.private_key = folder / "key.pem";
    server.options.header_timeout = seconds(1);
  }
  ~HttpServerTls() override { std::filesystem::remove_all(folder); }

  void expect_refused(const std::string& field, const std::string& words) {
    try {
      server.start();
      FAIL();
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
      EXPECT_EQ(e.field(), field);
      EXPECT_THAT(e.what(), HasSubstr(words));
    }
  }

  std::filesystem::path folder;
  RunningServer server;
};

TEST_F(HttpServerTls, AnswersAsWithoutIt) {
  std::string base;
  server.route("GET", "/see", [&](const HttpRequest& request, const PathValues&) {
    base = request.base_url;
    return HttpResponse{200, {}, "seen", std::nullopt};
  });
  server.start();
  TlsClient client(server.port());
  ASSERT_TRUE(client.is_open());
  EXPECT_EQ(client.version(), "TLSv1.3");
  client.send(get("/hello"));
  EXPECT_THAT(client.read_until("hello"), HasSubstr("HTTP/1.1 200 OK"));
  client.send(get("/see"));
  EXPECT_THAT(client.read_until("seen"), HasSubstr("HTTP/1.1 200 OK"));
  EXPECT_EQ(base, "https://example.org");
}

TEST_F(HttpServerTls, CarriesLargeBodies) {
  server.start();
  TlsClient client(server.port());
  const std::string body = std::string(300'000, 'a') + "END";
  std::string request = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size());
  client.send(request + "\r\n\r\n" + body);
  EXPECT_THAT(client.read_until("END"), ::testing::EndsWith("\r\n\r\n" + body));
}

// Waiting reads in the background; that read is cancelled and the stream must still be whole afterwards.
TEST_F(HttpServerTls, WaitsForJobsAndGoesOn) {
  server.route("GET", "/wait", [](const HttpRequest&, const PathValues&) {
    return WaitForJob{"job", std::nullopt, [](const JobView&) {
                        return HttpResponse{200, {}, "finished", std::nullopt};
                      }};
  });
  server.jobs.put("job", JobState::Running);
  server.start();
  TlsClient client(server.port());
  for (int i = 1; i <= 20; ++i) {
    const int finds = server.jobs.finds;
    server.jobs.put("job", JobState::Running);
    client.send(get("/wait"));
    while (server.jobs.finds == finds) std::this_thread::sleep_for(milliseconds(1));
    if (i % 2 == 0) client.send(get("/hello"));  // pipelined: read while waiting
    server.jobs.put("job", JobState::Succeeded);
    server.changes.publish("job", "");
    EXPECT_THAT(client.read_until(i % 2 == 0 ? "hello" : "finished"), HasSubstr("finished"));
  }
}

TEST_F(HttpServerTls, OldVersionsAreRefused) {
  server.start();
  EXPECT_TRUE(TlsClient(server.port(), TLS1_2_VERSION).is_open());
  EXPECT_FALSE(TlsClient(server.port(), TLS1_1_VERSION).is_open());
}

TEST_F(HttpServerTls, EndsInGoodOrder) {
  server.start();
  TlsClient client(server.port());
  client.send(get("/hello", "Connection: close\r\n"));
  client.read_until("hello");
  EXPECT_TRUE(client.was_closed_in_good_order());
}

TEST_F(HttpServerTls, AHandshakeThatDoesNotComeIsTimedOut) {
  server.start();
  RawClient silent = server.client(), plain = server.client();
  plain.send(get("/hello"));
  plain.read_all();  // an alert, then the end
  EXPECT_TRUE(silent.is_closed());
  EXPECT_TRUE(TlsClient(server.port()).is_open());
}

TEST_F(HttpServerTls, StopsWithIdleClients) {
  server.start();
  TlsClient client(server.port());
  client.send(get("/hello"));
  client.read_until("hello");
  server.stop();
}

TEST_F(HttpServerTls, SaysWhichFileDoesNotServe) {
  server.options.certificate = folder / "absent.pem";
  expect_refused("certificate", "absent.pem");
  server.options.certificate = folder / "certificate.pem";
  server.options.private_key = folder / "certificate.pem";
  expect_refused("private_key", "certificate.pem");
  server.options.private_key = "";
  expect_refused("private_key", "needs a certificate and its private_key");
  server.options.private_key = folder / "other.pem";
  const Key other(EVP_EC_gen("P-256"));
  write_key(folder / "other.pem", other.get());
  expect_refused("private_key", "other.pem");
}

TEST_F(HttpServerTls, AKeyBehindAPasswordIsRefusedWithoutAsking) {
  const Key key(EVP_EC_gen("P-256"));
  const std::unique_ptr<FILE, Freed<std::fclose>> file(std::fopen((folder / "locked.pem").c_str(), "w"));
  char password[] = "secret";
  ASSERT_EQ(PEM_write_PrivateKey(file.get(), key.get(), EVP_aes_256_cbc(), nullptr, 0, nullptr, password), 1);
  std::fflush(file.get());
  server.options.private_key = folder / "locked.pem";
  expect_refused("private_key", "locked.pem");
}

}  // namespace
}  // namespace reverie::testing
