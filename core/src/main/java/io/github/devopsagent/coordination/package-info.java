/**
 * What keeps runs apart and lets another worker go on with one: leases with a fence, and a journal that heeds it. Bytes and
 * times only; where they lie, in files of one machine or in a database of many, is its implementation's business.
 */
@NullMarked
package io.github.devopsagent.coordination;

import org.jspecify.annotations.NullMarked;
