import SettingsGraph
import SourceText
import Testing

@testable import Postfix

@Suite("Services in comments, and options of the wrong program")
struct ServiceTruthTests {
  private static let stray = """
    smtp inet n - n - - smtpd
    #submission inet n - n - - smtpd
      -o smtpd_tls_security_level=encrypt
    # TLS for all
      -o syslog_name=postfix/submission
    smtp unix - - n - - smtp

    """

  @Test("options below a commented service belong to the one above it, and are commented out together")
  func strayOptions() throws {
    let implied = try Implied("smtpd_tls_security_level", main: "", master: Self.stray, service: "smtp")
    #expect(implied.says("submission/inet is commented out"))
    #expect(implied.says("belongs to smtp/inet"))
    let after = MasterCf(Array(try implied.edited().utf8))
    #expect(after.entries.map(\.options.count) == [0, 0])
    #expect(after.commented.first?.options.count == 2)
  }

  @Test("asked about the commented service itself, nobody listens there, and the # goes")
  func disabledService() throws {
    let master = "smtp inet n - n - - smtpd\n#submission inet n - n - - smtpd\n#  -o smtpd_sasl_auth_enable=yes\n"
    let implied = try Implied("smtpd_sasl_auth_enable", main: "", master: master, service: "submission")
    #expect(implied.moot.map(\.sentence).first?.contains("nobody listens there") == true)
    #expect(MasterCf(Array(try implied.edited().utf8)).entries.map(\.name) == ["smtp/inet", "submission/inet"])
    let none = try Implied("smtpd_sasl_auth_enable", main: "", master: master, service: "smtps")
    #expect(none.moot.map(\.sentence) == ["master.cf has no service smtps: nothing runs with this value."])
  }

  @Test("an option that its program does not read is told with the programs that do")
  func wrongProgram() throws {
    let master =
      "smtp inet n - n - - smtpd\n  -o transport_maps=inline:{a=b:}\nslow unix - - n - - smtp\n  -o slow_destination_rate_delay=1s\nold unix - n n - - pipe\n  -o old_time_limit=60s\n"
    let maps = try Implied("transport_maps", main: "", master: master, service: "smtp")
    #expect(maps.moot.count == 1 && maps.says("smtpd does not read transport_maps"))
    #expect(maps.actions == [.setEverywhere("transport_maps", value: "inline:{a=b:}")])
    let delay = try Implied("slow_destination_rate_delay", main: "", master: master)
    #expect(delay.moot.isEmpty && delay.says("qmgr does, and takes it from main.cf"))
    #expect(try Implied("old_time_limit", main: "", master: master).all.isEmpty)
  }

  @Test("a candidate that its program does not read has a reason of its own")
  func reason() throws {
    let reading = Reading(main: "", master: "slow unix - - n - - smtp\n  -o slow_destination_rate_delay=1s\n")
    let setting = try #require(reading.graph.find(.postfix, Array("slow_destination_rate_delay".utf8)))
    let resolution = reading.configuration.precedence.resolution(of: setting, in: Context(), of: reading.graph)
    #expect(resolution.beaten.map(\.reason) == [.readByAnotherProcess])
  }

  @Test(
    "an option that blanks tear apart is told where it stands, and put together",
    arguments: [
      ("-o smtpd_tls_auth_only = no", true), ("-o smtpd_tls_auth_only =no", true), ("-o smtpd_tls_auth_only= no", true),
      ("-o smtpd_tls_auth_only=no", false), ("-o { smtpd_tls_auth_only = no }", false),
    ])
  func tornOption(option: String, isTorn: Bool) throws {
    let master =
      "smtp inet n - n - - smtpd\nsubmission inet n - n - - smtpd\n  \(option)\n  -o smtpd_helo_required=yes\n"
    let implied = try Implied("smtpd_tls_auth_only", main: "", master: master, service: "submission")
    #expect(implied.says("an option has no blanks round the =") == isTorn)
    if isTorn {
      let wanted = master.replacing(option, with: "-o smtpd_tls_auth_only=no")
      #expect(try implied.edited() == wanted)
    }
    #expect(!(try Implied("smtpd_tls_auth_only", main: "", master: master, service: "smtp")).says("blanks"))
    #expect(!(try Implied("smtpd_helo_required", main: "", master: master)).says("blanks"))
  }
}
