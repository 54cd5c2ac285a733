/** Every main that a reader may run; the index is in the README. */
@NullMarked
package io.github.vipps4j.examples;

import org.jspecify.annotations.NullMarked;
