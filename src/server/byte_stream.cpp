#include "server/byte_stream.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "core/error.h"

namespace reverie {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using TlsSocket = asio::ssl::stream<tcp::socket>;

namespace {

template <typename Socket>
class SocketStream : public ByteStream {
 public:
  explicit SocketStream(Socket socket) : socket_(std::move(socket)) {}

  asio::awaitable<bool> open() override { co_return true; }

  asio::awaitable<std::size_t> read_some(asio::mutable_buffer into) override {
    error_code failure;
    const std::size_t count =
        co_await socket_.async_read_some(into, asio::redirect_error(asio::use_awaitable, failure));
    co_return count;  // what came counts, even beside a failure: the next call meets that again
  }

  asio::awaitable<bool> write(Buffers bytes) override {
    error_code failure;
    co_await asio::async_write(socket_, bytes, asio::redirect_error(asio::use_awaitable, failure));
    co_return !failure;
  }

  asio::awaitable<void> end_writing() override {
    error_code ignored;  // the other side may have gone first
    socket().shutdown(tcp::socket::shutdown_send, ignored);
    co_return;
  }

  tcp::socket& socket() override {
    if constexpr (std::is_same_v<Socket, TlsSocket>) {
      return socket_.next_layer();
    } else {
      return socket_;
    }
  }

 protected:
  Socket socket_;
};

class TlsStream final : public SocketStream<TlsSocket> {
 public:
  using SocketStream::SocketStream;

  asio::awaitable<bool> open() override {
    error_code failure;
    co_await socket_.async_handshake(TlsSocket::server, asio::redirect_error(asio::use_awaitable, failure));
    co_return !failure;
  }

  asio::awaitable<void> end_writing() override {
    error_code ignored;  // the other side may have gone first
    co_await socket_.async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
    socket().shutdown(tcp::socket::shutdown_send, ignored);
  }
};

}  // namespace

void ByteStream::cancel() {
  error_code ignored;  // fails only on a closed socket, where nothing is under way
  socket().cancel(ignored);
}

void ByteStream::close() {
  error_code ignored;  // the descriptor is gone in any case
  socket().close(ignored);
}

std::unique_ptr<ByteStream> plain_stream(tcp::socket socket) {
  return std::make_unique<SocketStream<tcp::socket>>(std::move(socket));
}

struct Tls::State {
  asio::ssl::context context{asio::ssl::context::tls_server};
};

Tls::Tls(const std::filesystem::path& certificate, const std::filesystem::path& private_key)
    : state_(std::make_unique<State>()) {
  asio::ssl::context& context = state_->context;
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                      asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  // A client could make us compute keys over and over (renegotiation is TLS 1.2's; nobody needs it).
  context.set_options(SSL_OP_NO_RENEGOTIATION);
  // A key behind a password is refused; OpenSSL would ask for it on the terminal.
  context.set_password_callback([](std::size_t, asio::ssl::context::password_purpose) { return ""; });
  error_code failure;
  const auto check = [&](const std::filesystem::path& file, const char* option) {
    if (failure) {
      throw Error(ErrorCode::InvalidRequest,
                  std::string(option) + ": cannot use \"" + file.string() + "\": " + failure.message(),
                  option);
    }
  };
  context.use_certificate_chain_file(certificate.string(), failure);
  check(certificate, "certificate");
  context.use_private_key_file(private_key.string(), asio::ssl::context::pem, failure);
  check(private_key, "private_key");
  if (SSL_CTX_check_private_key(context.native_handle()) != 1) {
    throw Error(
        ErrorCode::InvalidRequest,
        "private_key: \"" + private_key.string() + "\" is not the key of \"" + certificate.string() + "\"",
        "private_key");
  }
}

Tls::~Tls() = default;

std::unique_ptr<ByteStream> Tls::stream(tcp::socket socket) {
  return std::make_unique<TlsStream>(TlsSocket(std::move(socket), state_->context));
}

}  // namespace reverie
