"""What the numeric benchmarks share: the ratios they are asked for, a stopwatch, a synthetic sample, and the page of results."""
