// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/**
 * Randomness as an argument: independent generators, derived by name and step from the seed of a
 * trial. There is no generator state to store, so a resumed training equals an uninterrupted one.
 */
@NullMarked
package org.seqmem.api.random;

import org.jspecify.annotations.NullMarked;
