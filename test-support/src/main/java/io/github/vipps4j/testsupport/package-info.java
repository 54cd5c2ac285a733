/** What the tests of all modules share. Knows none of the modules. */
@NullMarked
package io.github.vipps4j.testsupport;

import org.jspecify.annotations.NullMarked;
