internal import Dovecot
internal import SourceText

/// `networks = ["192.0.2.0/24"]`: a value that the user of a profile chooses with `--set`.
package struct Parameter: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// One or more networks, comma between them.
    case networks
    case hostName = "host-name"
    case address
    case port
    /// One of the words in `choices`.
    case choice
    case boolean
  }

  package let name: String
  package let kind: Kind
  package let title: String
  package let choices: [String]
  /// Nil where the user has to say; what mentions it cannot be done before.
  package let defaultValue: [String]?

  /// Reads a value as it stands in the profile or behind `--set NAME=`.
  ///
  /// - Throws: `ParameterError` with what was expected, and what was probably meant.
  package func value(_ text: String) throws(ParameterError) -> [String] {
    switch kind {
    case .networks:
      let words = text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
      guard !words.isEmpty else { throw invalid(text) }
      var networks: [String] = []
      for word in words { networks.append(try network(word)) }
      return networks
    case .hostName: return [try checked(text, HostName.isValid(text))]
    case .address: return [try checked(text, text.isEmpty || IPAddress(text) != nil)]
    case .port: return [try checked(text, Int(text).map { (1...65_535).contains($0) } ?? false)]
    case .choice: return [try checked(text, choices.contains(text), near: EditDistance.nearest(to: text, in: choices))]
    case .boolean: return [try boolean(text)]
    }
  }

  /// `192.0.2.7/24` is no network: Postfix refuses bits behind the mask.
  private func network(_ text: String) throws(ParameterError) -> String {
    guard let network = Network(text) else { throw invalid(text) }
    guard network.first == network.address else {
      throw invalid(text, near: Network(network.first, bits: network.bits).description)
    }
    return network.description
  }

  private func boolean(_ text: String) throws(ParameterError) -> String {
    switch text {
    case "yes", "true", "1": return "yes"
    case "no", "false", "0": return "no"
    default: throw invalid(text, near: EditDistance.nearest(to: text, in: ["yes", "no"]))
    }
  }

  private func checked(_ text: String, _ isValid: Bool, near: String? = nil) throws(ParameterError) -> String {
    guard isValid else { throw invalid(text, near: near) }
    return text
  }

  private func invalid(_ text: String, near: String? = nil) -> ParameterError {
    .invalid(parameter: name, value: text, expected: expectation, near: near)
  }

  /// What a value looks like.
  package var expectation: String {
    switch kind {
    case .networks: "networks such as 192.0.2.0/24,2001:db8::/32"
    case .hostName: "a host name such as mail.example.net"
    case .address: "an IP address such as 192.0.2.1"
    case .port: "a port from 1 to 65535"
    case .choice: "one of \(choices.joined(separator: ", "))"
    case .boolean: "yes or no"
    }
  }
}

extension Network {
  /// The address with every bit behind the mask at 0.
  var first: IPAddress { masked(0) }
  /// The address with every bit behind the mask at 1.
  var last: IPAddress { masked(0xFF) }

  private func masked(_ filling: UInt8) -> IPAddress {
    IPAddress(
      bytes: address.bytes.enumerated().map { index, byte in
        let kept = min(8, max(0, bits - index * 8))
        let mask: UInt8 = kept == 8 ? 0xFF : ~(0xFF >> UInt8(kept))
        return byte & mask | filling & ~mask
      })
  }
}

/// `mail.example.net`: labels of letters, digits and hyphens.
private enum HostName {
  static func isValid(_ text: String) -> Bool {
    let labels = text.utf8.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != ASCII.hyphen && label.last != ASCII.hyphen
          && label.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen }
      }
  }
}
