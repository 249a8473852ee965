internal import SourceText

/// `service/auth/service_client_limit	DEFAULT_OVERRIDE	1`: the services of 2.4's own, each with its listeners and what they have
/// in place of the general defaults.
struct ServiceDefaults {
  struct Listener {
    /// `unix_listener`
    let word: ArraySlice<UInt8>
    let name: [UInt8]
    let values: CatalogueSection
  }

  let name: [UInt8]
  let values: CatalogueSection
  let listeners: [Listener]

  /// In byte order of their names, as the daemon counts them: `imap` before `imap-login`, whose rows stand first.
  static func services(of catalogue: Catalogue) -> [ServiceDefaults] {
    let rows = catalogue.rows(below: prefix)
    var services: [ServiceDefaults] = []
    var row = rows.lowerBound
    while row < rows.upperBound {
      let component = catalogue.path(ofRow: row).dropFirst(prefix.count).prefix { $0 != ASCII.slash }
      let service = ServiceDefaults(component, catalogue)
      services.append(service)
      row = max(row + 1, service.values.rows.upperBound)
    }
    return services.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private static let prefix = Array("service/".utf8)

  private init(_ component: ArraySlice<UInt8>, _ catalogue: Catalogue) {
    let path = Self.prefix + component + [ASCII.slash]
    name = SectionName.unescaped(component)
    values = CatalogueSection(path, of: catalogue)
    var listeners: [Listener] = []
    var row = values.rows.lowerBound
    while row < values.rows.upperBound {
      let rest = catalogue.path(ofRow: row).dropFirst(path.count)
      row += 1
      guard let slash = rest.firstIndex(of: ASCII.slash) else { continue }
      let end = rest[(slash + 1)...].firstIndex(of: ASCII.slash) ?? rest.endIndex
      let section = CatalogueSection(path + rest[..<end] + [ASCII.slash], of: catalogue)
      listeners.append(
        Listener(
          word: rest[..<slash], name: SectionName.unescaped(rest[(slash + 1)..<end]), values: section))
      row = max(row, section.rows.upperBound)
    }
    self.listeners = listeners
  }
}
