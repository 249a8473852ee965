internal import SettingsGraph
internal import SourceText

/// `smtpd_helo_restriction`: did you mean smtpd_helo_restrictions? What an unknown name may have been meant for.
struct NameAdvice {
  private let known: [ArraySlice<UInt8>]
  private let otherVersions: OtherVersions

  init(_ catalogue: ParameterCatalogue) {
    known = catalogue.names
    otherVersions = OtherVersions(besides: catalogue.version)
  }

  /// Known names that differ from `name` by a few bytes, nearest first.
  func suggestions(for name: ArraySlice<UInt8>) -> [String] {
    let limit = max(1, min(3, name.count / 5))
    let near = known.compactMap { known -> (distance: Int, name: String)? in
      guard abs(known.count - name.count) <= limit else { return nil }
      let distance = EditDistance.between(known, name, limit: limit)
      return distance.map { ($0, known.text) }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// The nearest other version that knows `name`.
  func otherVersion(knowing name: ArraySlice<UInt8>) -> ProgramVersion? { otherVersions.version(knowing: name) }
}
