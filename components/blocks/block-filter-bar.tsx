"use client";
import { SearchBox } from "@/components/ui/search-box";
import { Select } from "@/components/ui/select";
import { replaceParams } from "@/components/ui/url-params";
import { type BlockFilters, searchInOptions, useOptions } from "./block-filters";

const any = "any";

export function BlockFilterBar({ filters }: { filters: BlockFilters }) {
  return (
    <search aria-label="Filter blocks" className="flex flex-wrap items-center gap-2">
      <SearchBox
        // What is typed belongs to the box; taking all filters away from elsewhere starts it anew.
        key={filters.search === "" ? "empty" : "used"}
        label="Search blocks"
        placeholder="Search"
        value={filters.search}
        onSearch={(text) => replaceParams({ q: text })}
        className="w-full sm:w-64"
      />
      <div className="w-40 max-sm:flex-1">
        <Select
          label="Where to search"
          value={filters.searchIn}
          options={searchInOptions}
          onChange={(next) => replaceParams({ in: next === "value" ? null : next })}
        />
      </div>
      <div className="w-52 max-sm:flex-1">
        <Select
          label="Use"
          value={filters.use ?? any}
          options={[{ value: any, label: "Any use" }, ...useOptions]}
          onChange={(next) => replaceParams({ use: next === any ? null : next })}
        />
      </div>
    </search>
  );
}
