/// What the studio shows for a selection.
package struct Sight: Sendable {
    /// What was chosen, with what was left open filled in.
    package var selection: Selection
    /// The message; nil where none could be made yet.
    package var rendition: Rendition?
    /// Whether the message is an earlier one, since now it cannot be made.
    package var isStale: Bool
    /// What is wrong now, errors first, then warnings.
    package var problems: [Problem]
    /// Which reading of the files it is: pieces are asked for anew with each.
    package var reading: Int

    package init(selection: Selection, rendition: Rendition?, isStale: Bool, problems: [Problem], reading: Int) {
        self.selection = selection
        self.rendition = rendition
        self.isStale = isStale
        self.problems = problems
        self.reading = reading
    }
}

/// Where the studio has its messages from; it knows not how they are made.
package protocol Source: Sendable {
    /// What there is to choose from, and how often what is shown has changed.
    func catalogue() async -> (catalogue: Catalogue, generation: Int)
    /// What a selection looks like; left out are what is not chosen.
    func sight(of wanted: Selection) async -> Sight
    /// Tells of each new generation, the present one first.
    func generations() async -> AsyncStream<Int>
}
