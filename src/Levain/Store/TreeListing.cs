namespace Levain.Store;

/// <summary>One directory of a tree: its entries in ordinal order. Its canonical bytes are an object, whose digest names the tree.</summary>
public sealed partial record TreeListing(IReadOnlyList<TreeEntry> Entries);
