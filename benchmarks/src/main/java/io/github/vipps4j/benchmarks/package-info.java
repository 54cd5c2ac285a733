/** What the SDK costs, compared with the same calls written by hand. */
@NullMarked
package io.github.vipps4j.benchmarks;

import org.jspecify.annotations.NullMarked;
