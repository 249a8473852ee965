internal import Dovecot
internal import Postfix
package import SettingsGraph

/// Which form of the daemon's own tool is asked for.
package struct NativeRequest: Sendable {
  /// `doveconf -a`, `postconf` without options.
  package let all: Bool
  /// `postconf -x`
  package let expand: Bool
  /// `postconf -M`
  package let services: Bool
  /// `postconf -P`
  package let serviceOptions: Bool
  /// `doveconf -f`
  package let context: Context
  /// `doveconf -P`
  package let showsSecrets: Bool
  /// `doveconf ssl service/imap`
  package let names: [String]

  package init(
    all: Bool = false, expand: Bool = false, services: Bool = false, serviceOptions: Bool = false,
    context: Context = Context(), showsSecrets: Bool = false, names: [String] = []
  ) {
    self.names = names
    self.showsSecrets = showsSecrets
    self.all = all
    self.expand = expand
    self.services = services
    self.serviceOptions = serviceOptions
    self.context = context
  }
}

/// What the daemon's own tool prints, or the words with which it refuses.
package enum NativeAnswer: Sendable {
  case output([UInt8])
  case refusal(String)
}

extension MailServer {
  /// Byte for byte what `doveconf` or `postconf` prints; nil where the daemon has no configuration here.
  package func native(_ request: NativeRequest, of daemon: DaemonName) -> NativeAnswer? {
    switch daemon {
    case .dovecot: dovecot.map { .output(doveconf($0, request)) }
    case .postfix: postfix.map { postconf($0, request) }
    default: nil
    }
  }

  /// Whether the answer is only what `doveconf -f` of 2.4 says: the server itself may take other values.
  package func isOnlyDoveconfsView(_ request: NativeRequest, of daemon: DaemonName) -> Bool {
    guard daemon == .dovecot, let dovecot, !request.context.isEmpty else { return false }
    return dovecot.version.version >= ProgramVersion(2, 4)
  }

  private func doveconf(_ configuration: DovecotConfiguration, _ request: NativeRequest) -> [UInt8] {
    var output: [UInt8] = []
    configuration.writeNative(
      request.all ? .all : .changed, of: request.names, context: request.context.isEmpty ? nil : request.context,
      showingSecrets: request.showsSecrets, graph: graph, files: files, to: &output)
    return output
  }

  private func postconf(_ configuration: PostfixConfiguration, _ request: NativeRequest) -> NativeAnswer {
    let output = PostconfOutput(configuration)
    do throws(PostconfOutput.Refusal) {
      if request.services { return .output(try output.services()) }
      if request.serviceOptions { return .output(try output.serviceOptions()) }
      return .output(try output.parameters(request.all ? .all : .changed, expanding: request.expand))
    } catch {
      return .refusal("postconf: fatal: \(error.message)")
    }
  }
}
