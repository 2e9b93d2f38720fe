// The current directory belongs to the whole process: a test that changes it must not meet one that starts a program.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
