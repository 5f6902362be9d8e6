import Journal
import Testing

struct MerkleTreeTests {
    /// The leaves of the test vectors that accompany RFC 6962 in certificate-transparency's reference code.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ]

    static let roots: [(size: Int, root: String)] = [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ]

    @Test(arguments: roots)
    func `the roots are those of the public test vectors`(size: Int, root: String) {
        var tree = MerkleTree()
        for leaf in Self.leaves.prefix(size) { tree.append(TreeHash(leaf: leaf)) }
        #expect(tree.root.hex == root)
        #expect(tree.size == Int64(size))
        #expect(tree.head == JournalHead(size: Int64(size), root: tree.root))
    }

    /// The definition in RFC 6962, section 2.1, word for word: the oracle.
    private func definition(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return TreeHash(left: definition(leaves[..<middle]), right: definition(leaves[middle...]))
    }

    @Test func `appending one by one gives the root of the definition at every size`() {
        let leaves = (0..<130).map { TreeHash(leaf: Array("entry \($0)".utf8)) }
        var tree = MerkleTree()
        for size in 0...leaves.count {
            #expect(tree.root == definition(leaves[..<size]))
            #expect(tree.peaks.count == size.nonzeroBitCount)
            if size < leaves.count { tree.append(leaves[size]) }
        }
    }

    @Test(arguments: [0, 1, 2, 3, 7, 8, 100])
    func `a tree that was stored goes on where it was`(size: Int) throws {
        let leaves = (0..<size).map { TreeHash(leaf: [UInt8($0)]) }
        var tree = leaves.reduce(into: MerkleTree()) { $0.append($1) }
        var stored = try #require(MerkleTree(size: tree.size, peakBytes: tree.peakBytes))
        #expect(stored == tree)
        tree.append(TreeHash(leaf: [255]))
        stored.append(TreeHash(leaf: [255]))
        #expect(stored.root == tree.root)
    }

    @Test func `peaks that do not belong to the size are refused`() {
        #expect(MerkleTree(size: 3, peaks: [.empty]) == nil)
        #expect(MerkleTree(size: -1, peaks: []) == nil)
        #expect(MerkleTree(size: 1, peakBytes: Array(repeating: 0, count: 31)) == nil)
        #expect(MerkleTree(size: 0, peakBytes: Array(repeating: 0, count: 32)) == nil)
    }

    @Test(arguments: ["", "00", String(repeating: "0", count: 63), String(repeating: "A", count: 64), "é"])
    func `a hash is 64 digits in lower case`(hex: String) {
        #expect(TreeHash(hex: hex) == nil)
    }
}
