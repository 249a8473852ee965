import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("The catalogue of parameters")
struct CatalogueTests {
  @Test("every row of every version is read, in byte order and found again")
  func rows() {
    #expect(ParameterCatalogue.knownVersions.map(\.description) == ["3.5.25", "3.7.11", "3.10.13", "3.11.7"])
    for version in ParameterCatalogue.knownVersions {
      let catalogue = ParameterCatalogue(for: version)
      #expect(catalogue.all.count == catalogue.names.count)
      #expect(catalogue.names.count > 800)
      #expect(zip(catalogue.names, catalogue.names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
      #expect(catalogue.names.allSatisfy { catalogue[$0]?.name == $0 })
    }
  }

  @Test("the newest rows that are not newer than the assumed version are taken")
  func chosenVersion() {
    let chosen = { (numbers: ProgramVersion) in ParameterCatalogue(for: numbers).version.description }
    #expect(chosen(ProgramVersion(3, 9, 1)) == "3.7.11")
    #expect(chosen(ProgramVersion(3, 10, 13)) == "3.10.13")
    #expect(chosen(ProgramVersion(3, 12)) == "3.11.7")
    #expect(chosen(ProgramVersion(2, 11)) == "3.5.25")
  }

  @Test("defaults mention built-in names alone: they never make a name of the administrator's a used one")
  func namesInDefaults() {
    for version in ParameterCatalogue.knownVersions {
      let catalogue = ParameterCatalogue(for: version)
      let dialect = MacroDialect(hasFunctions: version >= ProgramVersion(3, 11))
      for parameter in catalogue.all where parameter.type != .raw {
        let names = MacroReferences(in: parameter.defaultText, dialect: dialect).names
        #expect(names.allSatisfy(catalogue.contains), "\(parameter.name.text) of \(version)")
      }
    }
  }

  @Test("every default that a program judges is a value that the program takes")
  func defaultsAreValid() {
    for version in ParameterCatalogue.knownVersions {
      let catalogue = ParameterCatalogue(for: version)
      for parameter in catalogue.all where parameter.type != .legacy && !parameter.defaultText.contains(0x24) {
        guard parameter.type != .computed, !parameter.isReadOnly else { continue }
        // The one exception: virtual(8) does not run before somebody has set it.
        if parameter.name.text == "virtual_mailbox_base" { continue }
        #expect(parameter.fault(in: parameter.defaultText) == nil, "\(parameter.name.text) of \(version)")
      }
    }
  }

  @Test("restrictions are found without regard to case, old names know their new ones")
  func restrictions() {
    let table = RestrictionTable()
    #expect(table.all.count > 70)
    #expect(table["Reject_Unknown_Client".utf8]?.alias == "reject_unknown_client_hostname")
    #expect(table["reject_maps_rbl".utf8]?.removedIn == "3.9")
    let list = RestrictionList(
      Array("permit_mynetworks, hash:/x check_helo_access y, sleep 5 mine".utf8)[...], classes: [Array("mine".utf8)])
    #expect(list.elements.map(\.kind).suffix(1) == [.restrictionClass])
    #expect(list.elements.map(\.argument) == [nil, nil, "y", "5", nil])
    #expect(list.elements.map { $0.fault(in: ProgramVersion(3, 10)) == nil } == [true, true, false, true, true])
  }

  @Test("twenty thousand unknown names and a thousand services are read in time")
  func largeConfiguration() {
    let main = (0..<20_000).map { "unknown\($0) = $unknown\($0 / 2)\n" }.joined()
    let master = (0..<1_000).map { "s\($0) unix - - n - - smtp -o a\($0)=b\n" }.joined()
    let reading = Reading(main: main, master: master)
    #expect(reading.configuration.main?.entries.count == 20_000)
    #expect(reading.configuration.diagnostics.count > 10_000)
  }
}
