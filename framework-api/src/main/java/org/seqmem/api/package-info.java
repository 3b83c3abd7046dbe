// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/**
 * What every plugin shares: the {@link org.seqmem.api.Plugin} contract, kinds, recipes for nested
 * plugins, and errors.
 */
@NullMarked
package org.seqmem.api;

import org.jspecify.annotations.NullMarked;
