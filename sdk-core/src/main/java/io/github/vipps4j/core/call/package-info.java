/** One call from top to bottom. Not API: exported to the modules of vipps4j only. */
@NullMarked
package io.github.vipps4j.core.call;

import org.jspecify.annotations.NullMarked;
