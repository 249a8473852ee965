internal import ArgumentParser
internal import Planning

/// Where profiles come from: the program itself, and a directory of the user's.
struct ProfileOptions: ParsableArguments {
  @Option(
    name: .customLong("profiles"), help: ArgumentHelp("A directory with more profiles (*.toml).", valueName: "dir"))
  var directory: String?

  /// - Throws: `ExitStatus.inputOutput` after naming the file and line that cannot be read.
  func all() throws -> [Profile] {
    do throws(DocumentError) {
      return try BuiltInProfiles.all() + own()
    } catch {
      Complaint.error(error.description, nextStep: error.nextStep)
      throw ExitStatus.inputOutput
    }
  }

  func profile(_ name: String) throws -> Profile {
    let profiles = try all()
    // One's own profile of the same name counts: it is listed last.
    if let profile = profiles.last(where: { $0.name == name }) { return profile }
    Complaint.error(
      "There is no profile '\(name)'.", nextStep: "There are: \(profiles.map(\.name).joined(separator: ", ")).")
    throw ExitStatus.usage
  }

  private func own() throws(DocumentError) -> [Profile] {
    guard let directory else { return [] }
    var profiles: [Profile] = []
    for path in try FileStore.files(in: directory, withSuffix: ".toml") {
      profiles.append(try Profile(try FileStore.read(path), path: path))
    }
    return profiles
  }
}
