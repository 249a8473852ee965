internal import SourceText

/// `local { remote { protocol {`: which filter may stand in which.
enum FilterKind: String {
  case protocolName = "protocol"
  case local
  case localName = "local_name"
  case remote

  init?(_ key: ArraySlice<UInt8>) {
    if key.elementsEqual("protocol") {
      self = .protocolName
    } else if key.elementsEqual("local_name") {
      self = .localName
    } else if key.elementsEqual("local") {
      self = .local
    } else if key.elementsEqual("remote") {
      self = .remote
    } else {
      return nil
    }
  }
}

extension FilterFacts {
  /// The facts inside `kind name {` that is opened where these facts hold.
  func adding(_ kind: FilterKind, _ name: String) throws(TypeMismatch) -> FilterFacts {
    if let outer = forbiddenOuter(of: kind) {
      throw TypeMismatch(
        daemonText: outer == kind.rawValue
          ? "Nested protocol { protocol { .. } } block not allowed"
          : "\(outer) { \(kind.rawValue) { .. } } not allowed (use \(kind.rawValue) { \(outer) { .. } } instead)")
    }
    var inner = self
    switch kind {
    case .protocolName: inner.protocolName = name
    case .localName: inner.localName = name
    case .local: inner.local = try Self.place(name, inside: local, "local")
    case .remote: inner.remote = try Self.place(name, inside: remote, "remote")
    }
    return inner
  }

  private func forbiddenOuter(of kind: FilterKind) -> String? {
    if kind == .protocolName { return protocolName == nil ? nil : "protocol" }
    if remote != nil, kind != .remote { return "remote" }
    if protocolName != nil { return "protocol" }
    if localName != nil, kind == .local { return "local_name" }
    return nil
  }

  private static func place(_ name: String, inside outer: Place?, _ word: String) throws(TypeMismatch) -> Place {
    guard !name.isEmpty else { throw TypeMismatch(daemonText: "gethostbyname() failed: Name or service not known") }
    guard let network = Network(name) else {
      let mask = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if mask.count == 2, IPAddress(maybeBracketed: mask[0]) != nil {
        throw TypeMismatch(daemonText: "Invalid network mask: \(mask[1])")
      }
      return .host(name)
    }
    if case .network(let around) = outer, around.bits > network.bits || !around.contains(network.address) {
      throw TypeMismatch(daemonText: "\(word) net1 { \(word) net2 { .. } } requires net2 to be inside net1")
    }
    return .network(network)
  }
}
