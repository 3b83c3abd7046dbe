// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Compatibility kits: a plugin that passes them works in Seqmem. */
@NullMarked
package org.seqmem.testkit;

import org.jspecify.annotations.NullMarked;
