-- Up Migration

-- An acquirer lists its own merchants in pages, by code.
create index merchant_acquirer on merchant (acquirer, code);

-- Down Migration

drop index merchant_acquirer;
