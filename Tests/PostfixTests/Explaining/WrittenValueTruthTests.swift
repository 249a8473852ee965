import SettingsGraph
import SourceText
import Testing

@testable import Postfix

@Suite("What the writing of a line does to a parameter")
struct WrittenValueTruthTests {
  @Test("a $name that is set nowhere leaves a list empty, and the answer says whom that restricts")
  func undefinedName() throws {
    let master = "submission inet n - n - - smtpd\n  -o smtpd_client_restrictions=$mua_client_restrictions\n"
    let implied = try Implied("smtpd_client_restrictions", main: "", master: master, service: "submission")
    #expect(
      implied.says(
        "$mua_client_restrictions is set nowhere, so it stands for nothing, and the list is empty: it restricts nobody."
      ))
    let main = "mua_client_restrictions = permit_sasl_authenticated, reject\nsmtpd_sasl_auth_enable = yes\n"
    #expect(try Implied("smtpd_client_restrictions", main: main, master: master, service: "submission").all.isEmpty)
  }

  @Test("${name?…} is written for the case that the name is not set")
  func conditional() throws {
    #expect(try Implied("relayhost", main: "relayhost = ${hub?[$hub]}${hub:x}\n").all.isEmpty)
  }

  @Test("quotes are a part of the value, and the remedy takes them away")
  func quotes() throws {
    let implied = try Implied("mydestination", main: "mydestination = \"a.example\"\n")
    #expect(implied.says("Postfix knows no quotes"))
    #expect(try implied.edited() == "mydestination = a.example\n")
    let element = try Implied("mydestination", main: "mydestination = \"a.example\", b\n")
    #expect(try element.edited() == "mydestination = a.example, b\n")
  }

  @Test("a # behind other text ends a list of domains, and is data elsewhere")
  func comment() throws {
    #expect(try Implied("mynetworks", main: "mynetworks = 127.0.0.0/8 # local\n").says("the list ends at it"))
    #expect(try Implied("smtpd_banner", main: "smtpd_banner = a # b\n").says("it is a part of the value"))
  }

  @Test("lines whose first line is a comment continue the value above, and are commented out too")
  func orphans() throws {
    let main = "relayhost = a\n#mydestination = b,\n   c\n"
    let implied = try Implied("relayhost", main: main)
    #expect(implied.says("was meant for mydestination"))
    #expect(try implied.edited() == "relayhost = a\n#mydestination = b,\n#   c\n")
  }

  @Test("a line without white space before it is no part of the list above, and is indented")
  func unindented() throws {
    let implied = try Implied("mydestination", main: "mydestination = a,\nb\n")
    #expect(implied.says("The line below (/etc/postfix/main.cf:2) begins without white space"))
    #expect(try implied.edited() == "mydestination = a,\n  b\n")
  }

  @Test("an element that is a comment inside its list is told, prose and a comment behind the list are not")
  func commentedElements() throws {
    let list = "smtpd_client_restrictions =\n  permit_mynetworks,\n"
    let inside = list + "#  reject_unknown_client_hostname,\n  reject_unauth_pipelining\n"
    let implied = try Implied("smtpd_client_restrictions", main: inside)
    #expect(implied.says("reject_unknown_client_hostname is a comment inside the value (/etc/postfix/main.cf:3)"))
    #expect(try implied.edited() == list + "   reject_unknown_client_hostname,\n  reject_unauth_pipelining\n")
    #expect(
      !(try Implied("smtpd_client_restrictions", main: list + "# our own\n  reject_unauth_pipelining\n").says("comment"))
    )
    #expect(
      !(try Implied("smtpd_client_restrictions", main: list + "#  reject_unknown_client_hostname\n").says("comment")))
  }
}
