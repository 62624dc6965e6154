-- Up Migration

-- What an acquirer may see is read anew each half second in which it asks.
create index merchant_acquirer on merchant (acquirer, code);

-- Down Migration

drop index merchant_acquirer;
