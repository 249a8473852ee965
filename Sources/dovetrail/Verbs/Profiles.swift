internal import ArgumentParser
internal import Planning
internal import Reports

/// `dovetrail profiles [NAME]`
struct Profiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: "The compatibility profiles there are; what one changes, asks and costs.",
    discussion: """
      EXAMPLES
        dovetrail profiles
        dovetrail profiles legacy-windows-live-mail
      """)

  @OptionGroup var directory: ProfileOptions

  @Option(name: .long, help: "text or json.")
  var format = OutputFormat.text

  @Argument(help: "One profile.")
  var name: String?

  func run() throws {
    let profiles = try name.map { [try directory.profile($0)] } ?? directory.all()
    guard format == .text else {
      Standard.output.write(ProfilesJSON.document(profiles))
      return
    }
    var output = TextOutput(style: Standard.output.style())
    if name != nil {
      for profile in profiles { ProfileText.write(profile, to: &output) }
    } else {
      ProfileText.writeList(profiles, to: &output)
    }
    Standard.output.write(output)
  }
}
