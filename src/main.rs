//! The `mrun` command.

/// Sessions of the Internet daemon are bounded in their memory.
#[global_allocator]
static ALLOCATOR: mrun::CountingAllocator = mrun::CountingAllocator;

fn main() -> std::process::ExitCode {
    mrun::cli::main()
}
