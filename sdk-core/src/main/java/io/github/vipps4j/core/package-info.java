/** What every caller sees. */
@NullMarked
package io.github.vipps4j.core;

import org.jspecify.annotations.NullMarked;
